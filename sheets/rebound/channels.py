"""Did sales move to other channels? What they took up of what the boutiques lost, and what all channels came to together."""

from collections.abc import Mapping

import pandas as pd

from analytics.interval import Interval
from analytics.rebound.answer.substitution import (
    BACK,
    BOTH,
    GAINED,
    IN_PART,
    MORE,
    MOVED,
    NOTHING,
    TAKEN,
    Balance,
    Substitution,
)
from analytics.rebound.check.probabilities import LEVEL
from analytics.rebound.shop import MarketRebounds
from sheets import intervals
from sheets.part import Part
from sheets.rebound import amounts
from sheets.rebound.shock import Shown, note
from words import explanations, formats
from words.messages import _

PARTS = ("shops", "others", "whole")


def channels(rebounds: MarketRebounds, shown: Shown) -> Part:
    """Shops, other channels and their sum, while closed and since; exported with what was taken up and how likely the sum is."""
    found = next((one for one in rebounds.rebound.channels if one.market == shown.market), Substitution(shown.market))
    phases = {name: balance for name, balance in (("closed", found.closed), ("since", found.since)) if balance}
    drawn = pd.DataFrame(_rows(phases), columns=["name", "estimate", "low", "high"])
    return Part(
        title(),
        "rebound_channels",
        pd.DataFrame([_row(shown.market, name, balance) for name, balance in phases.items()]),
        drawn.assign(span=intervals.spans(drawn["low"], drawn["high"], formats.money_short)),
        note(shown),
        columns={
            "name": (_("Channels"), "text"),
            "estimate": (_("Actual less no-shock scenario"), "money"),
            "span": (_("95% interval"), "text"),
        },
        empty=_("It is too early to say.") if found.unknown is None else explanations.sentence(found.unknown),
        captions=tuple(sentence(name, balance) for name, balance in phases.items()),
    )


def title() -> str:
    """What the part is called."""
    return _("Did sales move to other channels?")


def sentence(phase: str, balance: Balance) -> str:
    """What happened between the channels in one phase, and how likely their sum is."""
    said = _("{phase}: {finding}", phase=_phases()[phase], finding=_finding(balance))
    return " ".join([said, *map(explanations.sentence, balance.likely)])


def _phases() -> dict[str, str]:
    return {"closed": _("While shops were closed"), "since": _("Since the reopening")}


def _names() -> dict[str, str]:
    return {
        "shops": _("Boutiques and labs"),
        "others": _("Other channels"),
        "whole": _("All channels together"),
    }


def _rows(phases: Mapping[str, Balance]) -> list[tuple[str, float, float, float]]:
    rows = []
    for phase, balance in phases.items():
        for part in PARTS:
            amount: Interval = getattr(balance, part)
            name = _("{phase}: {finding}", phase=_phases()[phase], finding=_names()[part])
            rows.append((name, amount.estimate, amount.low, amount.high))
    return rows


def _row(market: str, phase: str, balance: Balance) -> dict[str, object]:
    row: dict[str, object] = {"market": market, "phase": phase}
    for name in (*PARTS, "taken_up", "relative"):
        amount: Interval | None = getattr(balance, name)
        ends = (float("nan"),) * 3 if amount is None else (amount.estimate, amount.low, amount.high)
        row |= dict(zip((name, f"{name}_low", f"{name}_high"), ends, strict=True))
    taken = {f"taken_{name}": balance.taken_chances.get(name, float("nan")) for name in TAKEN}
    together = {f"together_{name}": balance.chances.get(name, float("nan")) for name in LEVEL}
    return row | taken | together | {"between_channels": balance.verdict}


def _finding(balance: Balance) -> str:
    """The verdict in a sentence; what all channels came to is always said."""
    whole = amounts.change(balance.relative)
    taken = "" if balance.taken_up is None else amounts.share(balance.taken_up)
    findings = {
        MOVED: _("other channels took up {taken} of what the boutiques lost: little was lost in all.", taken=taken),
        IN_PART: _("other channels took up {taken} of what the boutiques lost; the rest was lost.", taken=taken),
        MORE: _("other channels gained more than the boutiques lost: {taken} of it.", taken=taken),
        GAINED: _(
            "other channels took up {taken} of what the boutiques lost; whether anything was lost in all is open.",
            taken=taken,
        ),
        NOTHING: _("other channels took up next to nothing of what the boutiques lost ({taken}).", taken=taken),
        BOTH: _("other channels lost as well, so nothing moved to them."),
        BACK: _("boutiques gained what other channels lost, in whole or in part."),
    }
    in_doubt = (
        _("no loss of the boutiques is beyond doubt.")
        if balance.taken_up is None
        else _("whether other channels took up what the boutiques lost is open ({taken}).", taken=taken)
    )
    together = _("All channels together: {whole} against the no-shock scenario.", whole=whole)
    return f"{findings.get(balance.verdict, in_doubt)} {together}"
