"""Twenty readers at once, fifty reruns each, on a real server: errors, and what is left of memory, descriptors, threads and jobs.

Each reader is a websocket of its own that walks through pages, periods and markets as the address gives them. All ask the same
things in another order, so that after the first round every answer is kept and memory has no reason to grow.
"""

import asyncio
import os
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.typing import Origin, Subprotocol

from benchmarks.measured import rows
from data.sample import build
from tests.browser.conftest import serving

PAGES = ("", "trading", "assortment", "market", "calendar", "cohorts", "customers", "promotions", "wallet", "health")
QUERIES = ("", "period=12m", "period=ytd", "market=IT", "market=CN&period=12m", "lang=it", "lang=zh")
PATIENCE = 600  # seconds for one rerun on a machine that may be busy
QUIET = 20  # seconds after the last reader left


@dataclass(frozen=True)
class Held:
    """What the server's process holds at a moment."""

    rss_mb: float
    descriptors: int
    threads: int

    @classmethod
    def by(cls, process: int) -> "Held":
        """Of a process of this machine."""
        status = dict(line.split(":", 1) for line in Path(f"/proc/{process}/status").read_text().splitlines())
        open_files = len(os.listdir(f"/proc/{process}/fd"))  # noqa: PTH208  a list of numbers
        return cls(int(status["VmRSS"].split()[0]) / 1024, open_files, int(status["Threads"]))


@dataclass
class Walk:
    """What the readers met.

    Attributes:
        errors: exceptions on a screen and scripts that did not end well.
        seconds: of each rerun.
        held: what the server held before anybody came, once all had opened a page, after each tenth of the reruns, and once all had left.
    """

    reruns: int = 0
    errors: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)

    @property
    def growth_mb(self) -> float:
        """Megabytes between the middle of the walk and its end: the first half fills the caches."""
        inside = self.held[1:-1]
        return inside[-1].rss_mb - inside[len(inside) // 2].rss_mb


async def walk(address: str, process: int, sessions: int, reruns: int, quiet: float = QUIET) -> Walk:
    """All readers at once, each rerun of one beside a rerun of every other."""
    met = Walk(held=[Held.by(process)])
    lines = [await _opened(address) for _ in range(sessions)]
    for turn in range(reruns):
        await asyncio.gather(*(_rerun(line, *_asked(turn, at), met) for at, line in enumerate(lines)))
        if turn == 0 or not (turn + 1) % max(1, reruns // 10):
            met.held.append(Held.by(process))
    await asyncio.gather(*(line.close() for line in lines))
    await asyncio.sleep(quiet)
    met.held.append(Held.by(process))
    return met


def _asked(turn: int, reader: int) -> tuple[str, str]:
    at = turn + 3 * reader
    return PAGES[at % len(PAGES)], QUERIES[(at // len(PAGES) + reader) % len(QUERIES)]


async def _opened(address: str) -> websockets.ClientConnection:
    socket = f"{address.replace('http', 'ws')}/_stcore/stream"
    return await websockets.connect(
        socket, subprotocols=[Subprotocol("streamlit")], origin=Origin(address), max_size=None, ping_timeout=None
    )


async def _rerun(line: websockets.ClientConnection, page: str, query: str, met: Walk) -> None:
    asked = BackMsg()
    asked.rerun_script.page_name, asked.rerun_script.query_string = page, query
    begun = time.perf_counter()
    await line.send(asked.SerializeToString())
    async with asyncio.timeout(PATIENCE):
        while True:
            said = ForwardMsg.FromString(await line.recv())
            if said.WhichOneof("type") == "delta" and said.delta.new_element.WhichOneof("type") == "exception":
                met.errors.append(f"/{page}?{query}: {said.delta.new_element.exception.message[:200]}")
            if said.WhichOneof("type") == "script_finished":
                if said.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    met.errors.append(f"/{page}?{query}: the script did not compile")
                if said.script_finished in (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_WITH_COMPILE_ERROR):
                    break
    met.reruns += 1
    met.seconds.append(time.perf_counter() - begun)


def server_of(address: str) -> int:
    """The process that listens at an address of this machine."""
    port = int(address.rsplit(":", 1)[1])
    urlopen(f"{address}/_stcore/health").close()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"--server.port\0{port}\0" in (process / "cmdline").read_text():
                return int(process.name)
        except (FileNotFoundError, ProcessLookupError):
            continue
    raise ProcessLookupError(f"nobody listens at {address}")


def table(sessions: int = 20, reruns: int = 50) -> str:
    """Errors, and what the server held before, in the middle, at the end and after all had left."""
    with tempfile.TemporaryDirectory(prefix="vetrina-bench-") as folder:
        build(Path(folder) / "store", customers=1500)
        with serving(Path(folder) / "store") as address:
            met = asyncio.run(walk(address, server_of(address), sessions, reruns))
    moments = {
        "before": met.held[0],
        "half way": met.held[len(met.held) // 2],
        "at the end": met.held[-2],
        "all left": met.held[-1],
    }
    body = [[name, f"{held.rss_mb:.0f}", str(held.descriptors), str(held.threads)] for name, held in moments.items()]
    spans = sorted(met.seconds)
    sentence = (
        f"{sessions} sessions, {met.reruns:,} reruns, {len(met.errors)} errors; a rerun took {spans[len(spans) // 2]:.2f} s (median), "
        f"{spans[-1]:.1f} s at most; memory grew by {met.growth_mb:.0f} MB in the second half"
    )
    return "\n".join([rows(["moment", "memory, MB", "descriptors", "threads"], body), "", sentence, *met.errors[:10]])


if __name__ == "__main__":
    print(table())
