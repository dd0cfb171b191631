"""What prices do without a promotion: pieces sold per percent of price, and who seeks discounts."""

from analytics.interval import Interval
from analytics.promotions.audience.seekers import discount_seekers
from analytics.promotions.elasticity.shop_elasticity import PriceElasticity
from sheets import evidence, intervals, sides
from sheets.choice import Chosen, bounds
from sheets.part import Part
from sheets.reading import Reading
from words import formats, labels
from words.messages import _

LOWER = 0.9  # the price, ten percent lower, that the sentence speaks of


def elasticity(reading: Reading, slopes: PriceElasticity, chosen: Chosen) -> Part:
    """Percent of pieces per percent of price; drawn by market and tier of those side by side, exported of all."""
    tiers = chosen.choice.tier or labels.TIERS
    cells = slopes.cells[slopes.cells["market"].isin(sides.sides(reading, chosen)) & slopes.cells["tier"].isin(tiers)]
    places = {tier: place for place, tier in enumerate(labels.TIERS)}
    cells = cells.sort_values(
        ["market", "tier"], key=lambda codes: codes.map(places) if codes.name == "tier" else codes
    )
    names = [
        f"{labels.market(market)} · {labels.named('tier', tier)}"
        for market, tier in zip(cells["market"], cells["tier"], strict=True)
    ]
    return Part(
        elasticity_title(),
        "elasticity",
        evidence.labelled(slopes.cells, slopes.evidence),
        cells.assign(name=names, span=intervals.spans(cells["low"], cells["high"], _two_digits)),
        evidence.note(slopes.evidence),
        columns={
            "name": (_("Market"), "text"),
            "estimate": (_("Change in units, in %, per 1% of price"), "ratio"),
            "span": (_("95% interval"), "text"),
        },
        empty=_("No brand sells often enough, at prices that move, for an estimate."),
        captions=(_overall(slopes),),
    )


def elasticity_title() -> str:
    """What the elasticity is called, also where there is none."""
    return _("How prices move sales")


def _two_digits(value: float) -> str:
    return formats.number(value, 2)


def _overall(slopes: PriceElasticity) -> str:
    """What a price ten percent lower does to units sold; a steeper slope sells more, so the bounds change places."""
    units = Interval(*(LOWER**slope - 1 for slope in (slopes.own.estimate, slopes.own.high, slopes.own.low)))
    overall = _(
        "Change in units, in %, per 1% of price. Overall, a price 10% lower changes units by {change}, 95% interval "
        "{span}.",
        change=_whole_change(units.estimate),
        span=intervals.span(units, _whole_change),
    )
    sentences = [overall]
    if slopes.evidence == "association":
        sentences.append(
            _("Prices follow the sales of the weeks before; with these held constant this is an association.")
        )
    if slopes.pull_forward.low > 0:
        share = formats.percent(slopes.pull_forward.estimate, 0)
        sentences.append(_("{share} of it is missing in the next four weeks.", share=share))
    return " ".join(sentences)


def _whole_change(share: float) -> str:
    return formats.change(share, 0)


def seekers(reading: Reading, chosen: Chosen) -> Part:
    """Customers who buy on discount more, or less, than the discounts they met explain."""
    _first, last = bounds(reading)
    table = reading.ask(discount_seekers, chosen.choice, until=last)
    drawn = table[table["market"].isin(sides.sides(reading, chosen))]
    return Part(
        _("Discount seekers"),
        "discount_seekers",
        evidence.labelled(table, "association"),
        drawn.assign(
            where=[labels.market(code) for code in drawn["market"]],
            said=[labels.named("leaning", code) for code in drawn["leaning"]],
        ),
        evidence.note("association"),
        columns={
            "where": (_("Market"), "text"),
            "said": (_("Customers"), "text"),
            "customers": (_("How many"), "number"),
            "share": (_("Share"), "percent"),
            "on_discount": (_("On discount"), "percent"),
            "expected": (_("Expected"), "percent"),
        },
        empty=_("No customer has enough orders."),
        captions=(_("Expected: if they had bought as others did in the same market, channel, tier and month."),),
    )
