"""The line through the period on a card: a quiet shape in the style sheet of its strip.

Streamlit's own is a chart of Vega's, which a browser takes longer over than over all else of a card together; a shape that is masked by
a drawing costs next to nothing, has the ink of light and dark alike, and a screen reader passes over it.
"""

import math
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from ui.screen import st

FEWEST = 3  # values that make a line
WIDE, HIGH = 100, 24  # of the drawing, which is stretched to the card
STYLE = """
[class*="st-key-card_"] [data-testid="stMetric"]::after { content: none; display: block; height: 2.6rem; margin-top: 0.5rem;
  background: currentColor; opacity: 0.55; mask-size: 100% 100%; mask-repeat: no-repeat; }
"""


def draw(trend: Mapping[str, Sequence[float]]) -> None:
    """Puts the lines on their cards, wherever on the page these stand."""
    if rules := sheet(trend):
        st.html(f"<style>{rules}</style>")


def sheet(trend: Mapping[str, Sequence[float]]) -> str:
    """The rules that put each line on its card; empty where there is none.

    Args:
        trend: key of a card (`card_<metric>`) -> its values through the period; one that is missing parts the line.
    """
    drawn = {key: line(values) for key, values in trend.items()}
    return "\n".join(
        f'.st-key-{key} [data-testid="stMetric"]::after {{ content: ""; mask-image: url("{address}"); }}'
        for key, address in drawn.items()
        if address
    )


def line(values: Sequence[float]) -> str:
    """The drawing as an address of data; empty where fewer than three values are known."""
    known = [value for value in values if _is_known(value)]
    if len(known) < FEWEST:
        return ""
    low, high = min(known), max(known)
    across, up = WIDE / (len(values) - 1), (HIGH - 4) / ((high - low) or 1.0)
    path, is_begun = [], False
    for place, value in enumerate(values):
        if _is_known(value):
            path.append(f"{'L' if is_begun else 'M'}{place * across:.1f} {HIGH - 2 - (value - low) * up:.1f}")
        is_begun = _is_known(value)
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" preserveAspectRatio="none">'
        f'<path d="{"".join(path)}" fill="none" stroke="#000" stroke-width="1.5" stroke-linejoin="round" '
        'vector-effect="non-scaling-stroke"/></svg>'
    )
    return f"data:image/svg+xml,{quote(drawing)}"


def _is_known(value: float | None) -> bool:
    return value is not None and math.isfinite(value)
