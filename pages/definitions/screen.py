"""Definitions."""

from analytics.metrics import LANGUAGES
from sheets import definitions, terms
from sheets.choice import Chosen
from sheets.part import Part
from sheets.terms import DEFINITIONS
from ui import cache, charts, export, filters, header, meanings, parts, states, url
from ui.screen import st
from ui.text import bullets, markdown, paragraphs
from words.messages import _

HEEDS = definitions.HEEDS


def render() -> None:
    """What does each figure mean: to the shop, to the platform, in the books?"""
    st.title(definitions.title())
    chosen = filters.bar(*HEEDS)
    header.line(chosen, paper="definitions")
    _parties(chosen)
    start, end = _ends()
    with states.guarded():
        steps = definitions.between(cache.reading(), chosen, start, end)
        if parts.headed(steps, chosen):
            charts.waterfall(steps.drawn, "name", "amount_eur", "money", "between_definitions")
            parts.captions(steps)
    _catalogue(chosen)


def _parties(chosen: Chosen) -> None:
    part = definitions.parties()
    export.part(part, chosen)
    rows = part.drawn[["name", "meaning"]].itertuples(index=False, name=None)
    st.markdown(bullets([markdown("**{name}**: {meaning}", name=name, meaning=meaning) for name, meaning in rows]))


def _ends() -> tuple[str, str]:
    """The definitions that the bridge leads from and to."""
    codes = ["platform", "retail", "finance"]
    form = {"format_func": lambda code: terms.name(DEFINITIONS[code])}
    left, right = st.columns(2, gap="medium")
    with left:
        start = url.one(st.selectbox, _("From this figure"), codes, "from", "platform", **form)
    with right:
        end = url.one(st.selectbox, _("To this figure"), codes, "towards", "retail", **form)
    return str(start), str(end)


def _catalogue(chosen: Chosen) -> None:
    """Every figure, a fold for each group."""
    part: Part = definitions.catalogue()
    export.part(part, chosen)
    parts.captions(part)
    for place, (code, rows) in enumerate(part.drawn.groupby("group", sort=False)):
        with st.expander(definitions.group(str(code)), expanded=place == 0):
            for row in rows.to_dict("records"):
                names = dict.fromkeys(str(row[f"name_{language}"]) for language in LANGUAGES)
                others = " · ".join(name for name in names if name != row["name"])
                title = markdown("**{name}** · {others}", name=row["name"], others=others)
                st.markdown(paragraphs(title, meanings.explained(str(row["metric"]))))
