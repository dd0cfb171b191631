"""By how customers were first met: who is counted, what is compared, and what is not known."""

from analytics.acquisition import GroupForecast, GroupValue
from analytics.acquisition.groups import FEW
from analytics.results import Reason
from words import explanations, formats
from words.messages import _, plural


def captions_of(value: GroupValue) -> tuple[str, ...]:
    """Who is counted, what is compared, and what is not known."""
    days = formats.period(value.since, value.until)
    who = _(
        "First met {days}, all watched for a year since; customers of the first year of the data are left out, as they may have bought before.",
        days=days,
    )
    if not value.is_period:
        who = (
            _("Nobody first met in the period has been watched for a year yet, so all are shown who have been.")
            + " "
            + who
        )
    said = [who, _note()]
    if (value.table["compared"] < value.table["customers"])[value.table["standing"] != FEW].any():
        said.append(
            _(
                "Against others: of a group, only customers with others of their market and year beside them are compared."
            )
        )
    if value.leans:
        said.append(leaning())
    if value.unrated:
        said.append(
            plural(
                "{n} customer with an order without an exchange rate is left out.",
                "{n} customers with an order without an exchange rate are left out.",
                value.unrated,
            )
        )
    if (value.table["standing"] == FEW).any():
        said.append(_("Groups of fewer than 30 customers have no figures."))
    if value.measure == "net":
        said.append(_("Not every cost of goods is loaded, so groups are judged by net sales."))
    return (*said, _costs(value))


def said_of(ahead: GroupForecast | Reason) -> str:
    """What the forecast is, or why there is none."""
    if isinstance(ahead, Reason):
        return explanations.sentence(ahead)
    return _(
        "Next year, per customer: net sales of {weeks} weeks from all customers of the group known today, by the shop's model and by how the group did "
        "against it last year; a dash where last year says too little of it.",
        weeks=ahead.weeks,
    )


def exported(value: GroupValue) -> str:
    """What goes with the figures in a file."""
    return " ".join([_note(), leaning()]) if value.leans else _note()


def leaning() -> str:
    """What pooling does to a promotion's difference, and where it misleads (docs/lifetime.md, measured)."""
    return _(
        "Differences of promotions lean on each other, so that the best of many is not just the luckiest. A promotion unlike all others is drawn "
        "towards them too, the more the fewer customers it has: it may differ by more than its interval says, so its own figures count as well."
    )


def _note() -> str:
    """Of all groups."""
    return _(
        "Net of returns, 365 days from the first order. An association: customers who are met another way differ in more than that."
    )


def _costs(value: GroupValue) -> str:
    if value.table["cost"].notna().any():
        return " ".join(
            [
                _(
                    "Cost of one: all that its promotion paid to reach people, over the customers first met by it; advertising is not in it."
                ),
                _("Covered after: months until the margin of a customer reaches that cost."),
            ]
        )
    if value.is_costed_elsewhere:
        return _("No payback: what reaching people cost is known in the shop's own currency only.")
    if value.by == "promotion":
        return _("No payback: no costs loaded for winning these customers.")
    return _("No payback: costs of winning a customer are known of promotions only.")
