"""Small drawings as SVG text, for paper: they need no script and no browser to be made."""

import re
from collections.abc import Mapping, Sequence
from html import escape

HAN = re.compile("[\u2e80-\uffef]")
WORDS = re.compile(r"[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*")
FONTS = "Inter, 'PingFang SC', 'Noto Sans CJK SC', sans-serif"
ROW = 14.0  # from one bar to the next
LINE = 9.0  # from one line of a name to the next
SPACE = ' xmlns="http://www.w3.org/2000/svg"'  # a file by itself has it, a drawing within a page needs none
HEAD = f"<svg{SPACE}"
HAIR = "#e6dfd3"
INK, QUIET, WINE, GOLD, GAIN, LOSS = "#17110f", "#7b6a5c", "#6e1f31", "#b08d57", "#4f8a6d", "#b4532f"
DASHES = ("2 2", "5 2", "7 2 1 2")  # of lines that others are compared with
COLOURS = (WINE, GOLD, GAIN, "#41566b", LOSS, "#8c6d8f")


def lines(
    drawn: Mapping[str, Sequence[float]],
    labels: Sequence[str],
    ends: tuple[str, str],
    *,
    dotted: Sequence[str] = (),
    width: float = 340.0,
) -> str:
    """Lines in step, named above them, from nought or the lowest value to the highest.

    Args:
        drawn: name of a line -> its values; NaN leaves a hole.
        labels: under the first, middle and last place.
        ends: the highest and the lowest value in words, at the left.
        dotted: names of lines that others are compared with.
        width: of the drawing; letters keep their size in it, so a broad one has room for more.
    """
    height = 136.0
    known = [value for values in drawn.values() for value in values if value == value]
    high, low = max([*known, 0.0]) or 1.0, min([*known, 0.0])
    names, tall = _legend(list(drawn), dotted, width)
    top, bottom = 20.0 + tall, height + tall - 14

    def y(value: float) -> float:
        return top + (bottom - top) * (1 - (value - low) / (high - low))

    parts = [names, _text(0, top - 4, ends[0])]
    parts += [_rule(at, width) for at in {top: 0, y(0.0): 0, bottom: 0}]
    if low < 0:
        parts.append(_text(0, bottom - 3, ends[1]))
    for (name, values), look in zip(drawn.items(), _looks(list(drawn), dotted), strict=True):
        step = width / max(len(values) - 1, 1)
        parts.append(_path([(i * step, y(value)) for i, value in enumerate(values)], look, name))
    spots = zip(labels, ("start", "middle", "end"), (0, width / 2, width), strict=True)
    parts += [_text(x, height + tall - 3, label, anchor=anchor) for label, anchor, x in spots]
    return f'{HEAD} viewBox="0 0 {width:.0f} {height + tall:.0f}">{"".join(parts)}</svg>'


def _path(spots: Sequence[tuple[float, float]], look: str, name: str) -> str:
    """A line with a hole where a value is missing."""
    steps, pen = [], "M"
    for x, y in spots:
        if y == y:
            steps.append(f"{pen}{x:.1f},{y:.1f}")
        pen = "L" if y == y else "M"
    return f'<path d="{" ".join(steps)}" fill="none" {look}><title>{escape(name)}</title></path>' if steps else ""


def _looks(names: Sequence[str], dotted: Sequence[str]) -> list[str]:
    colours = iter(COLOURS * (len(names) // len(COLOURS) + 1))
    dashes = dict(zip(dotted, DASHES * (len(dotted) // len(DASHES) + 1), strict=False))
    return [
        f'stroke="{QUIET}" stroke-width="0.9" stroke-dasharray="{dashes[name]}"'
        if name in dotted
        else f'stroke="{next(colours)}" stroke-width="1.5"'
        for name in names
    ]


def _legend(names: Sequence[str], dotted: Sequence[str], width: float) -> tuple[str, float]:
    """The names of lines with a piece of each, and how much lower what follows stands for them."""
    parts, x, y = [], 0.0, 7.0
    for name, look in zip(names, _looks(names, dotted), strict=True):
        if x and x + 16 + _wide(name) > width:
            x, y = 0.0, y + LINE
        parts.append(f'<path d="M{x:.1f},{y - 2.5:.1f} h11" fill="none" {look}/>{_text(x + 14, y, name)}')
        x += 14 + _wide(name) + 12
    return "".join(parts), y - 7.0


def _rule(y: float, width: float) -> str:
    return f'<line x1="0" x2="{width:.0f}" y1="{y:.1f}" y2="{y:.1f}" stroke="{HAIR}" stroke-width="0.6"/>'


def bridge(
    names: Sequence[str],
    values: Sequence[float],
    totals: Sequence[bool],
    spelled: Sequence[str],
    clear: Sequence[bool],
) -> str:
    """From a total, over changes, to another total; cut below the lowest step.

    Args:
        names, values, totals, spelled: one entry a step: its name, amount, whether it is a total, its amount in words.
        clear: whether a step is more than accident; one that is not has no colour.
    """
    width, height, running = 340.0, 130.0, 0.0
    spans = []
    for value, total in zip(values, totals, strict=True):
        start, running = (0.0, value) if total else (running, running + value)
        spans.append((start, running))
    edges = [edge for span, total in zip(spans, totals, strict=True) for edge in (span if not total else span[1:])]
    low, high = min(edges, default=0.0), max(edges, default=1.0)
    floor = max(0.0, low - 0.6 * (high - low)) if low > 0 else low
    scale = (height - 44) / ((high - floor) or 1.0)
    slot = width / max(len(names), 1)
    below = [_wrapped(name, slot) for name in names]
    parts = []
    for i, ((start, end), total) in enumerate(zip(spans, totals, strict=True)):
        upper, lower = max(start, end), max(min(start, end), floor)
        y, tall = 16 + (high - upper) * scale, max((upper - lower) * scale, 0.8)
        colour = WINE if total else QUIET if not clear[i] else GAIN if end >= start else LOSS
        x, middle = i * slot + slot * 0.18, i * slot + slot / 2
        parts.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{slot * 0.64:.1f}" height="{tall:.1f}" fill="{colour}"/>')
        parts.append(_text(middle, y - 3, spelled[i], anchor="middle", colour=INK))
        for row, word in enumerate(below[i]):
            parts.append(_text(middle, height - 13 + LINE * row, word, anchor="middle"))
    tall = height + LINE * max(max(map(len, below), default=0) - 2, 0)
    return f'{HEAD} viewBox="0 0 {width:.0f} {tall:.0f}">{"".join(parts)}</svg>'


def bars(names: Sequence[str], values: Sequence[float], spelled: Sequence[str]) -> str:
    """Lying bars from nought, each with its name at the left and its value in words at its end.

    Args:
        names, values, spelled: one entry a bar, from top to bottom.
    """
    width, room = 520.0, 84.0
    left = min(max(map(_wide, names), default=0.0) + 8, 170.0)
    known = [value for value in values if value == value]
    high, low = max([*known, 0.0]), min([*known, 0.0])
    scale = (width - left - room) / ((high - low) or 1.0)
    zero, parts = left - low * scale, []
    for i, (name, value, told) in enumerate(zip(names, values, spelled, strict=True)):
        y = ROW * i + 4
        parts.append(_text(0, y + 8, _cut(name, left), colour=INK))
        if value == value:
            x, wide = min(zero, zero + value * scale), max(abs(value) * scale, 0.6)
            parts.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="9" fill="{WINE}"/>')
            parts.append(_text(x + wide + 4, y + 7.5, told))
    return f'{HEAD} viewBox="0 0 {width:.0f} {ROW * len(names) + 6:.0f}">{"".join(parts)}</svg>'


def whiskers(
    names: Sequence[str],
    ends: Sequence[tuple[float, float, float]],
    spelled: Sequence[str],
    *,
    middle: float | None = 0.0,
) -> str:
    """A dot with its interval a row; one on one side of the middle is coloured, the others are grey.

    Args:
        names, spelled: one entry a row: its name, and its value in words.
        ends: low, estimate, high of each; an interval that runs far out is cut at the edge.
        middle: the value of no change, drawn as a line; None where there is none.
    """
    width, room = 520.0, 96.0
    left = min(max(map(_wide, names), default=0.0) + 8, 170.0)
    low, high = _window([*ends], middle)
    scale = (width - left - room) / ((high - low) or 1.0)
    tall = ROW * len(names) + 6

    def x(value: float) -> float:
        return left + (min(max(value, low), high) - low) * scale

    parts = []
    if middle is not None:
        at = x(middle)
        parts.append(f'<line x1="{at:.1f}" x2="{at:.1f}" y1="0" y2="{tall:.0f}" stroke="{QUIET}" stroke-width="0.6"/>')
    for i, (name, (lower, estimate, upper), told) in enumerate(zip(names, ends, spelled, strict=True)):
        y = ROW * i + 9
        colour = WINE if middle is None else GAIN if lower > middle else LOSS if upper < middle else QUIET
        parts.append(_text(0, y + 2.5, _cut(name, left), colour=INK))
        parts.append(
            f'<line x1="{x(lower):.1f}" x2="{x(upper):.1f}" y1="{y:.1f}" y2="{y:.1f}" stroke="{colour}" stroke-width="1.3"/>'
        )
        parts.append(f'<circle cx="{x(estimate):.1f}" cy="{y:.1f}" r="2.4" fill="{colour}"/>')
        parts.append(_text(width - room + 6, y + 2.5, told, colour=colour))
    return f'{HEAD} viewBox="0 0 {width:.0f} {tall:.0f}">{"".join(parts)}</svg>'


def _window(ends: Sequence[tuple[float, float, float]], middle: float | None) -> tuple[float, float]:
    """From where to where rows are drawn: all estimates, and of their intervals what is not far beyond them."""
    known = [estimate for _low, estimate, _high in ends] + ([] if middle is None else [middle])
    low, high = min(known, default=0.0), max(known, default=1.0)
    beyond = max(high - low, abs(high), abs(low)) or 1.0
    lows, highs = [end[0] for end in ends], [end[2] for end in ends]
    return max(min([*lows, low]), low - beyond), min(max([*highs, high]), high + beyond)


def _cut(name: str, room: float) -> str:
    """A name as far as it fits."""
    if _wide(name) <= room - 6:
        return name
    while name and _wide(f"{name}…") > room - 6:
        name = name[:-1]
    return f"{name}…"


def _wrapped(name: str, room: float) -> list[str]:
    """A name in lines that fit into a width: broken between words, and in Chinese between any two signs."""
    lines = [""]
    for piece in WORDS.findall(name):
        if lines[-1].strip() and _wide(lines[-1] + piece.rstrip()) > room:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines]


def _wide(text: str) -> float:
    """About how wide a text is drawn."""
    return sum(7.0 if HAN.match(sign) else 3.4 for sign in text)


def _text(x: float, y: float, text: str, *, anchor: str = "start", colour: str = QUIET) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" font-size="7" text-anchor="{anchor}" fill="{colour}"'
    return f'<text {place} font-family="{FONTS}">{escape(text)}</text>'
