"""How good a claim about promotions is, on screen."""

from sheets.evidence import meaning
from ui.screen import st
from words import labels

LOOKS = {
    "experiment": ("green", ":material/science:"),
    "panel": ("blue", ":material/sell:"),
    "association": ("gray", ":material/visibility:"),
    "observational": ("orange", ":material/timeline:"),
    "none": ("gray", ":material/help:"),
}


def badge(level: str) -> None:
    """The level of evidence, and what it means, under a section's title."""
    colour, icon = LOOKS[level]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.badge(labels.named("evidence", level), icon=icon, color=colour)  # type: ignore[arg-type]
        st.caption(meaning(level), width="stretch")
