"""How far the forecast can be trusted."""

from analytics.customer_value import CustomerValue
from sheets.part import Part
from words import explanations, labels
from words.messages import _, plural


def title() -> str:
    """The question above."""
    return _("How far can it be trusted?")


def trials(value: CustomerValue) -> Part:
    """How well each model forecast a period of the past."""
    return Part(
        title(),
        "value_trials",
        value.trials,
        value.trials.assign(name=[labels.named("model", code) for code in value.trials["model"]]),
        columns={
            "name": (_("Model"), "text"),
            "score": (_("Score, 1 is best"), "ratio"),
            "predicted": (_("Forecast"), "number"),
            "actual": (_("Actual"), "number"),
            "mae": (_("Average error per customer"), "ratio"),
        },
        captions=(_("Each model forecast a past period; the most accurate one is used."),),
    )


def by_frequency(value: CustomerValue) -> Part:
    """Purchases per customer in that period, by how often they had come back before."""
    rows = value.by_frequency
    names = [plural("{n} repeat before", "{n} repeats before", int(times)) for times in rows["frequency"]]
    told = _("Purchases per customer in the test period, by earlier repeat purchases (the last: or more).")
    return Part(
        "",
        "value_by_frequency",
        rows,
        rows.assign(name=names),
        columns={
            "name": (_("Earlier repeat purchases"), "text"),
            "predicted": (_("Forecast"), "ratio"),
            "actual": (_("Actual"), "ratio"),
        },
        captions=(told,),
    )


def misfit(value: CustomerValue) -> str:
    """What the data contradict; empty where nothing is."""
    if not value.misfit:
        return ""
    failed = " ".join(explanations.sentence(reason) for reason in value.misfit)
    return _("The data contradict an assumption: {misfit}", misfit=failed)
