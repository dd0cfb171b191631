"""Which sessions may send files: those before a page that offers to load them. From anybody else the server takes none into its memory."""

from streamlit.runtime.scriptrunner import get_script_run_ctx

from ui.screen import st

MOST = 1_000  # sessions remembered, the last ones


@st.cache_resource(show_spinner=False)
def _senders() -> dict[str, None]:
    """Kept where a module that is read anew finds them again."""
    return {}


def offer() -> None:
    """The session before the page may send files."""
    if context := get_script_run_ctx(suppress_warning=True):
        held = _senders()
        held.pop(context.session_id, None)
        held[context.session_id] = None
        for forgotten in list(held)[:-MOST]:
            held.pop(forgotten, None)


def withdraw() -> None:
    """It may no longer."""
    if context := get_script_run_ctx(suppress_warning=True):
        _senders().pop(context.session_id, None)


def may_send(session: str) -> bool:
    """Whether a session may send files."""
    return session in _senders()
