"""Net sales against the budget, and how the month will end; nothing in a shop without one."""

from sheets import targets
from sheets.choice import Chosen
from sheets.past import Past
from ui import cache, cards, export, parts, phone
from ui.screen import st


def render(chosen: Chosen, held: Past) -> None:
    """Do we make the target?"""
    reading = cache.reading()
    found = targets.against(reading, chosen, held)
    if not targets.is_loaded(found):
        return
    part = targets.part(found)
    if part.drawn.empty:
        st.caption(part.empty)
    else:
        export.part(part, chosen)
        with phone.close("targets"):
            cards.row(targets.figures(found), 4, 150)
        parts.captions(part)
    if (end := targets.ends(reading, chosen, held)) is None:
        return
    for said in filter(None, end.drawn["said"]):
        st.markdown(said)
    parts.captions(end)
    export.offer(end.table, end.name, chosen, note=end.note, label=end.title)
