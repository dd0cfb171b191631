"""Who reads a page: the language chosen there or asked for by the browser."""

from collections.abc import Iterator
from contextlib import contextmanager

from babel import Locale
from streamlit import context, query_params, session_state
from streamlit.runtime.scriptrunner import get_script_run_ctx

from words.languages import LANGUAGES, REGIONS
from words.messages import speaking

KEY = "lang"
# Regions of the browser that write numbers or dates otherwise than where the language is at home.
WRITTEN = ("en_US", "en_GB", "en_AU", "en_CA", "en_IE", "en_NZ", "en_SG", "it_IT", "it_CH")


@contextmanager
def spoken_to() -> Iterator[None]:
    """Speaks the reader's language inside; looked up once, as a page asks for words and numbers a thousand times."""
    with speaking(language(), locale()):
        yield


def language() -> str:
    """The reader's language: the one chosen here or in the URL, else the browser's, else English."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return "en"
    chosen = session_state[KEY] if KEY in session_state else query_params.get(KEY)
    return chosen if chosen in LANGUAGES else browser_language()


def tag() -> str:
    """The reader's language as HTML names it: a screen reader chooses its voice by it, a browser its Chinese characters."""
    return {"zh": "zh-Hans"}.get(language(), language())


def browser_language() -> str:
    """The language the browser asks for, when we speak it."""
    wanted = (context.locale or "en").replace("_", "-").split("-")[0].lower()
    return wanted if wanted in LANGUAGES else "en"


def locale() -> Locale:
    """How the reader writes numbers and dates: the browser's own region when it speaks the chosen language."""
    chosen = language()
    if get_script_run_ctx(suppress_warning=True) is not None:
        wanted = (context.locale or "").replace("-", "_")
        if wanted in WRITTEN and wanted[:2] == chosen:
            return Locale.parse(wanted)
    return Locale.parse(REGIONS[chosen])
