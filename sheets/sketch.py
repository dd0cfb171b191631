"""Small drawings as SVG text, for paper: they need no script and no browser to be made."""

import re
from collections.abc import Sequence
from html import escape

HAN = re.compile("[\u2e80-\uffef]")
WORDS = re.compile(r"[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*")
LINE = 9.0  # from one line of a name to the next
INK, QUIET, WINE, GOLD, GAIN, LOSS = "#17110f", "#7b6a5c", "#6e1f31", "#b08d57", "#4f8a6d", "#b4532f"


def line(now: Sequence[float], then: Sequence[float], labels: Sequence[str], top: str) -> str:
    """A line, and the one it is compared with, dotted.

    Args:
        now, then: values in step; NaN leaves a hole.
        labels: under the first, middle and last.
        top: the largest value in words, at the top left.
    """
    width, height, ceiling = 340.0, 130.0, max([v for v in [*now, *then] if v == v], default=1.0) or 1.0

    def path(values: Sequence[float]) -> str:
        step = width / max(len(values) - 1, 1)
        spots = [(i * step, 14 + (height - 30) * (1 - v / ceiling)) for i, v in enumerate(values) if v == v]
        return "M" + " L".join(f"{x:.1f},{y:.1f}" for x, y in spots) if spots else ""

    ends = zip(labels, ("start", "middle", "end"), (0, width / 2, width), strict=True)
    words = "".join(_text(x, height - 2, label, anchor=anchor) for label, anchor, x in ends)
    return (
        f'<svg viewBox="0 0 {width:.0f} {height:.0f}">{_text(0, 9, top)}'
        f'<path d="{path(then)}" fill="none" stroke="{QUIET}" stroke-width="0.9" stroke-dasharray="2 2"/>'
        f'<path d="{path(now)}" fill="none" stroke="{WINE}" stroke-width="1.6"/>{words}</svg>'
    )


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
    return f'<svg viewBox="0 0 {width:.0f} {tall:.0f}">{"".join(parts)}</svg>'


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
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="7" text-anchor="{anchor}" fill="{colour}">{escape(text)}</text>'
