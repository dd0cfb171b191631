"""Text on three surfaces: Markdown, Plotly's own small HTML, and HTML.

What comes from a file (a brand, a store, a message) is text: none of its characters is a mark on any surface. So each
border of the screen escapes whatever string it is given; only what is made here, of our own marks, passes unchanged.
"""

import html
import re

# Some marks are read after a backslash has been taken away (a smiley, a link, an arrow), so an invisible word joiner parts them.
JOINER = "\u2060"

_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_BEGINS = re.compile(r"^(#{1,6}(?= |$)|[-+>](?= |$)|>|[-=]{2,}|\d{1,9}(?=[.)](?: |$)))")
_MARKS = re.compile(r"[\\`*~$]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])|&(?=#?\w+;)|\](?=[(\[:])|\|")
_INSIDE = re.compile(_MARKS.pattern + r"|[\[\]]")
_COLON = re.compile(r":(?=[A-Za-z_+\-])|(?<!\d):(?=\d\w*:)|:(?=//)")
_LINK = re.compile(r"(?i)(\bwww)(?=\.)|(@)(?=[\w.-]+\.\w)")
_ARROW = re.compile(r"(?<!\S)(<->|->|<-|--|>=|<=|~=)(?!\S)")


class Markdown(str):
    """Markdown of our own making, in which every value from elsewhere is escaped. Joined with other text it is text again."""

    __slots__ = ()


class Drawn(str):
    """Text for Plotly of our own making: line breaks and escaped values."""

    __slots__ = ()


def escaped(text: object) -> Markdown:
    """Any text as Markdown that shows exactly that text, on one line."""
    if isinstance(text, Markdown):
        return text
    return Markdown(_BEGINS.sub(_begun, _literal(text).strip(" ")))


def _literal(text: object, marks: re.Pattern[str] = _MARKS) -> str:
    line = _BLANKS.sub(" ", str(text))
    line = _ARROW.sub(lambda arrow: arrow[1][0] + JOINER + arrow[1][1:], line)
    line = _LINK.sub(lambda link: link[0] + JOINER, _COLON.sub(":" + JOINER, line))
    return marks.sub(r"\\\g<0>", line)


def _begun(mark: re.Match[str]) -> str:
    return f"{mark[0]}\\" if mark[0].isdigit() else f"\\{mark[0]}"


def markdown(pattern: str, /, **values: object) -> Markdown:
    """A sentence of ours with marks in it, its `{placeholders}` filled with escaped values."""
    return Markdown(pattern.format(**{name: _inside(value) for name, value in values.items()}) if values else pattern)


def _inside(value: object) -> str:
    """A value escaped for anywhere in a sentence, between the brackets of a badge as well."""
    return value if isinstance(value, Markdown) else _literal(value, _INSIDE)


def bullets(texts: list[str]) -> Markdown:
    """A list, one text an item."""
    return Markdown("\n".join(f"- {escaped(text)}" for text in texts))


def links(texts: list[str], addresses: list[str], label: str) -> Markdown:
    """A list, each text followed by a link within the application.

    Args:
        addresses: queries such as `?market=CN`, percent-encoded.
        label: what the links say.
    """
    lines = zip(texts, addresses, strict=True)
    return Markdown("\n".join(f"- {escaped(text)} [{_inside(label)}]({address})" for text, address in lines))


def joined(texts: list[str], between: str = " · ") -> Markdown:
    """Texts one after the other."""
    return Markdown(between.join(escaped(text) for text in texts))


def paragraphs(*texts: str) -> Markdown:
    """Texts one below the other."""
    return Markdown("\n\n".join(escaped(text) for text in texts if text))


def drawn(text: object) -> Drawn:
    """Any text as Plotly shows it unchanged: no tag, no entity, no token of a template, no formula.

    Plotly waits for a typesetter before it shows a text between dollar signs, and there is none: the name would be missing.
    """
    if isinstance(text, Drawn):
        return text
    return Drawn(html.escape(str(text), quote=False).replace("%{", "%&#123;").replace("$", "&#36;"))


def lines(texts: list[str]) -> Drawn:
    """Texts one below the other in a drawing."""
    return Drawn("<br>".join(drawn(text) for text in texts))
