"""The words on screen, in the reader's language.

`locales/<language>/LC_MESSAGES/vetrina.po` is read as it stands: a translator edits text, nothing is compiled.
`python -m ui.words` lists what a language still lacks; with `--write` it adds new words to the files.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from babel import Locale
from streamlit import context, query_params, session_state
from streamlit.runtime.scriptrunner import get_script_run_ctx

from words.languages import LANGUAGES, REGIONS, catalogue

KEY = "lang"
_SPOKEN: ContextVar[tuple[str, Locale] | None] = ContextVar("spoken", default=None)


def _(message: str, /, **values: object) -> str:
    """The message in the reader's language, its `{placeholders}` filled."""
    text = catalogue(language()).gettext(message)
    return text.format(**values) if values else text


def plural(one: str, many: str, n: int, /, **values: object) -> str:
    """The form of a message that agrees with `n`, which fills the placeholder `{n}` unless `values` does."""
    text = catalogue(language()).ngettext(one, many, n)
    return text.format(**{"n": n, **values})


@contextmanager
def speaking(spoken: str, written: Locale) -> Iterator[None]:
    """Speaks a reader's language without asking who reads: for all of a page, and for what is made after it was sent."""
    token = _SPOKEN.set((spoken, written))
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def language() -> str:
    """The reader's language: the one chosen here or in the URL, else the browser's, else English."""
    if told := _SPOKEN.get():
        return told[0]
    if get_script_run_ctx(suppress_warning=True) is None:
        return "en"
    chosen = session_state[KEY] if KEY in session_state else query_params.get(KEY)
    return chosen if chosen in LANGUAGES else browser_language()


def tag() -> str:
    """The reader's language as HTML names it: a screen reader chooses its voice by it, a browser its Chinese characters."""
    return {"zh": "zh-Hans"}.get(language(), language())


def browser_language() -> str:
    """The language the browser asks for, when we speak it."""
    asked = (context.locale or "en").replace("_", "-").split("-")[0].lower()
    return asked if asked in LANGUAGES else "en"


def locale() -> Locale:
    """How the reader writes numbers and dates: the browser's own region when it speaks the chosen language."""
    if told := _SPOKEN.get():
        return told[1]
    spoken = language()
    if get_script_run_ctx(suppress_warning=True) is not None:
        asked = (context.locale or "").replace("-", "_")
        if (
            asked in ("en_US", "en_GB", "en_AU", "en_CA", "en_IE", "en_NZ", "en_SG", "it_IT", "it_CH")
            and asked[:2] == spoken
        ):
            return Locale.parse(asked)
    return Locale.parse(REGIONS[spoken])


if __name__ == "__main__":
    from ui.wordlist import main

    sys.exit(main(sys.argv[1:]))
