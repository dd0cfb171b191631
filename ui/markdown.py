"""Text from outside inside a sentence: no link, no picture, no formula, whatever it holds."""

import re

LONGEST = 40  # letters of a value that a sentence quotes


def literal(text: str) -> str:
    """The text as Markdown that shows just its letters."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", re.sub(r"\s*[\r\n]\s*", " ", text))


def quoted(text: str) -> str:
    """The beginning of a text that may be of any length, in quotation marks."""
    short = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return f"“{literal(short)}”"
