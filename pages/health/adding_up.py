"""What does not add up."""

from sheets.health.adding_up import Failed, checked, failed, passed, passed_title
from ui import cache, export
from ui.screen import st
from ui.text import bullets, markdown

BADGES = {"wrong": ":red-badge", "partial": ":orange-badge", "note": ":gray-badge"}


def shown() -> None:
    """The checks that fail, each with what it means, and a list of those that nothing fails."""
    part = checked(cache.reading())
    export.part(part)
    for check in failed(part):
        _failed(check)
    if titles := passed(part):
        with st.expander(passed_title(part), icon=":material/check_circle:"):
            st.markdown(bullets(titles))


def _failed(check: Failed) -> None:
    text = BADGES[check.kind] + "[{kind}] **{title}** · {rows}  \n{meaning}"
    said = {"kind": check.name, "title": check.title, "rows": check.rows, "meaning": check.meaning}
    st.markdown(markdown(text, **said))
