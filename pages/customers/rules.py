"""The rules behind segments, printed and editable; what is edited goes into the address."""

from analytics.segments import AiplRule, BadRule, RfmRule
from sheets.customers.rules import aipl_names, rfm_names, rfm_scores
from ui import url
from ui.screen import st
from ui.text import markdown
from words.messages import _


def rfm() -> RfmRule | None:
    """Where the scores of recency, frequency and value begin; None when they are out of order, which is said."""
    usual, names = RfmRule(), rfm_names()
    with st.expander(_("Rule of recency, frequency and value"), icon=":material/tune:"):
        cuts = {part: _four(name, part, getattr(usual, part)) for part, name in names.items()}
        st.caption(rfm_scores())
    try:
        return RfmRule(**cuts)  # type: ignore[arg-type]
    except BadRule as wrong:
        st.error(_disorder(wrong.part, names), icon=":material/error:")
        return None


def _disorder(part: str, names: dict[str, str]) -> str:
    """What to do about numbers out of order."""
    if part == "recency_days":
        return _("{rule}: these numbers must rise from score 5 to score 2.", rule=names[part])
    return _("{rule}: these numbers must fall from score 5 to score 2.", rule=names[part])


def _four(title: str, part: str, usual: tuple[float, ...]) -> tuple[float, ...]:
    st.markdown(markdown("**{title}**", title=title))
    found = []
    for place, (column, cut) in enumerate(zip(st.columns(4), usual, strict=True)):
        with column:
            label = _("Score {n}", n=5 - place)
            limits = {"min_value": type(cut)(1), "max_value": type(cut)(1_000_000), "step": type(cut)(1)}
            found.append(url.number(st.number_input, label, f"rfm_{part[0]}{5 - place}", cut, **limits))
    return tuple(found)


def aipl() -> AiplRule:
    """For how many days each sign makes a customer aware, interested or loyal."""
    usual = AiplRule()
    with st.expander(_("Rule of the stages"), icon=":material/tune:"):
        limits = {"min_value": 1, "max_value": 3650, "step": 1}
        days = {
            part: url.number(st.number_input, name, f"aipl_{part}", getattr(usual, part), **limits)
            for part, name in aipl_names().items()
        }
    return AiplRule(**days)
