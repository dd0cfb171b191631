"""A server that has shown no page yet, asked for a page directly, must go through the menu and nowhere else.

Until some run has called `st.navigation`, Streamlit takes the files right in `pages/` for its own menu and runs the one
asked for by itself: whatever the menu guards would be open after every restart. So a page is a folder.
"""

import asyncio
from pathlib import Path

import pytest
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.conftest import ROOT, serving

pytestmark = pytest.mark.browser
PAGES = sorted(file.parent.name for file in (ROOT / "pages").glob("*/screen.py"))


def asked_directly(address: str, page: str) -> list[ForwardMsg]:
    """All that the server sends to a client whose first word is the page's name."""

    async def talk() -> list[ForwardMsg]:
        socket = address.replace("http", "ws", 1) + "/_stcore/stream"
        async with websockets.connect(socket, subprotocols=["streamlit"], origin=address, max_size=None) as line:  # type: ignore[arg-type,list-item]
            return await heard(line, page)

    return asyncio.run(talk())


async def heard(line: websockets.ClientConnection, page: str) -> list[ForwardMsg]:
    """All that comes by an open websocket until a page is drawn."""
    first = BackMsg()
    first.rerun_script.page_name = page
    first.rerun_script.query_string = ""
    await line.send(first.SerializeToString())
    messages: list[ForwardMsg] = []
    while not messages or messages[-1].WhichOneof("type") != "script_finished":
        message = ForwardMsg()
        message.ParseFromString(await asyncio.wait_for(line.recv(), 60))  # type: ignore[arg-type]
        messages.append(message)
    return messages


@pytest.mark.parametrize("page", PAGES)
def test_a_cold_server_goes_through_the_menu(one_order: Path, page: str):
    with serving(one_order) as address:
        said = asked_directly(address, page)
    kinds = [message.WhichOneof("type") for message in said]
    assert kinds.count("navigation") == 1 and "page_not_found" not in kinds, "another menu than ours was asked first"
    first_words = next(
        i for i, m in enumerate(said) if m.WhichOneof("type") == "delta" and m.delta.HasField("new_element")
    )
    assert kinds.index("navigation") < first_words, "something was on screen before the menu ran"
    titles = [m for m in said if m.WhichOneof("type") == "delta" and m.delta.new_element.heading.tag == "h1"]
    assert len(titles) == 1, "the page's body ran more than once"
