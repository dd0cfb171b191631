"""What other channels took up of what the shops of a market lost, and what all of its channels came to together.

A channel may gain what another loses, so only the sum is a verdict. What a channel gains is measured against its own no-shock
scenario, in which its growth goes on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.interval import Interval
from analytics.rebound.answer.result import Answer
from analytics.rebound.check.probabilities import LEVEL, doubted, shares
from analytics.rebound.check.verdict import MATERIAL, MOST_ALARMS, SURE
from analytics.rebound.fit.ledger import Ledger, interval, over_loss, together
from analytics.rebound.fit.simulation import Simulation, simulation
from analytics.rebound.series.arrays import Array
from analytics.rebound.series.leaves import Leaf, leaves
from analytics.rebound.series.prepared import prepared
from analytics.rebound.series.windows import Windows
from analytics.results import CannotTell, Reason

SHUT = frozenset({"boutique", "phygital_lab"})  # what a closure shuts
SHOPS, OTHERS = "shops", "others"
MOVED, IN_PART, MORE, GAINED, NOTHING = "moved", "in part", "more", "taken up", "nothing"
BOTH, BACK, OPEN = "both lost", "back", "open"
TAKEN, HALF = ("little", "part", "most"), 0.5
DOUBT = 0.03  # of what was taken up: statements that looked sure were wrong so much more often than the paths say

Phase = tuple[Array, Array]  # actual less expected, and expected; (paths,) each, the first the point estimate


@dataclass(frozen=True)
class Balance:
    """One phase of a market's shock; amounts in the unit of the sales, actual less no-shock scenario, 95 % intervals.

    shops, others: of its shops, and of its other channels; whole: of all of them, as the market's own answer has it.
    taken_up: what the others gained over what the shops lost; None where a loss of the shops is in doubt.
    relative: `whole` as a share of the no-shock scenario.
    taken_chances: that less than a tenth of it was taken up ("little"), a tenth to a half ("part"), or more than a half ("most"); empty
        where `taken_up` is None, or the model cries wolf at quiet dates.
    chances: that `relative` is a tenth or more below ("down"), less than a tenth away ("within"), a tenth or more above ("up");
        empty where the model cries wolf.
    verdict: `MOVED` (what the shops lost was sold elsewhere: the sum is within a tenth), `IN_PART` (others gained, and the sum fell all
        the same), `MORE` (others gained more than the shops lost), `GAINED` (others gained, and the sum is open), `NOTHING` (others
        took up less than a tenth), `BOTH` (others lost too), `BACK` (shops gained what others lost), or `OPEN`.
    """

    shops: Interval
    others: Interval
    whole: Interval
    taken_up: Interval | None
    relative: Interval
    taken_chances: dict[str, float]
    chances: dict[str, float]
    verdict: str

    @property
    def likely(self) -> tuple[Reason, ...]:
        """The chances as reasons, those of the sum last."""
        taken = (Reason("taken_chances", **self.taken_chances),) if self.taken_chances else ()
        return (*taken, Reason("together_chances", **self.chances)) if self.chances else taken


@dataclass(frozen=True)
class Substitution:
    """Between the channels of one market.

    closed, since: while shops were closed, and since they reopened, over the weeks counted; None where nothing of it was seen.
    unknown: why there is neither.
    """

    market: str
    closed: Balance | None = None
    since: Balance | None = None
    unknown: Reason | None = None


def substitutions(
    whole: Simulation,
    named: Sequence[Leaf],
    sold: pd.DataFrame,
    windows: Mapping[str, Windows],
    controls: pd.DataFrame | None,
    value: str,
    draws: int,
    answers: Mapping[str, Answer],
) -> tuple[Substitution, ...]:
    """One per market, from a fit of its shops and its other channels that leaves price tiers together.

    Tier by tier most channels sell too seldom to be modelled. What the second fit expects of both together is carried to what
    the first expects of the market, so that they add up to its answer; all that is told of the sum is the first's.

    Args:
        whole, named: the simulation of the market's answer, and its leaves.
        sold: rows of sales in that simulation.
        windows, controls, value, draws: as of the answer.
        answers: by market, whose placebo dates say how far the model is to be believed.
    """
    kinds = sold.assign(tier="all", channel=np.where(sold["channel"].isin(SHUT), SHOPS, OTHERS))
    markets = list(dict.fromkeys(leaf.market for leaf in named))
    split = _split(kinds, {market: windows[market] for market in markets}, controls, value, draws)
    return tuple(
        _of_market(
            market,
            together([whole.series(place).ledger() for place, leaf in enumerate(named) if leaf.market == market]),
            split.get(market, {}),
            set(kinds["channel"][kinds["market"] == market]),
            answers[market].placebo.credible,
        )
        for market in markets
    )


def _split(
    kinds: pd.DataFrame,
    windows: Mapping[str, Windows],
    controls: pd.DataFrame | None,
    value: str,
    draws: int,
) -> dict[str, dict[str, Ledger]]:
    """By market, the sums of each kind of channel that could be modelled."""
    starts = {market: own.shocks[0].start for market, own in windows.items()}
    try:
        grown = leaves(kinds, starts, value, controls)
    except CannotTell:
        return {}
    own = {name: windows[leaf.market] for name, leaf in zip(grown.panel.names, grown.leaves, strict=True)}
    simulated = simulation(*prepared(grown.panel, own), draws)
    sums: dict[str, dict[str, Ledger]] = {}
    for place, leaf in enumerate(grown.leaves):
        sums.setdefault(leaf.market, {})[leaf.channel] = simulated.series(place).ledger()
    return sums


def _of_market(
    market: str, whole: Ledger, kinds: Mapping[str, Ledger], sold_by: set[str], alarms: float
) -> Substitution:
    if sold_by != {SHOPS, OTHERS}:
        return Substitution(market, unknown=Reason("one_kind_of_channel"))
    if not {SHOPS, OTHERS} <= set(kinds):
        return Substitution(market, unknown=Reason("channels_too_thin"))
    shops, others = kinds[SHOPS], kinds[OTHERS]
    parts = (whole, shops, others)
    closed, closed_shops, closed_others = ((-own.lost, own.expected_shock) for own in parts)
    since, since_shops, since_others = ((own.regained, own.expected_rebound) for own in parts)
    return Substitution(
        market,
        _balance(closed, closed_shops, closed_others, alarms),
        _balance(since, since_shops, since_others, alarms),
    )


def _balance(whole: Phase, shops: Phase, others: Phase, alarms: float) -> Balance | None:
    change, expected = whole
    if not expected.any() or not (expected > 0).all():
        return None
    factor = expected[0] / (shops[1][0] + others[1][0])
    apart = {name: _carried(part, factor) for name, part in ((SHOPS, shops), (OTHERS, others))}
    taken = over_loss(apart[OTHERS], -apart[SHOPS])
    taken_up = None if taken is None else interval(taken)
    relative = change / expected
    believed = alarms <= MOST_ALARMS
    chances = shares(relative[1:], (-MATERIAL, MATERIAL), LEVEL) if believed else {}
    taken_chances = {} if taken is None or not believed else doubted(shares(taken[1:], (MATERIAL, HALF), TAKEN), DOUBT)
    amounts = {name: interval(part) for name, part in apart.items()} | {"whole": interval(change)}
    verdict = _verdict(amounts, taken_up, chances) if believed else OPEN
    return Balance(
        **amounts, taken_up=taken_up, relative=interval(relative), taken_chances=taken_chances, chances=chances,
        verdict=verdict,
    )  # fmt: skip


def _carried(part: Phase, factor: float) -> Array:
    """Actual less what is expected, that times the factor."""
    gap, expected = part
    return gap + expected * (1 - factor)


def _verdict(amounts: Mapping[str, Interval], taken_up: Interval | None, chances: Mapping[str, float]) -> str:
    shops, others, whole = amounts[SHOPS], amounts[OTHERS], amounts["whole"]
    if taken_up is None:
        return BACK if shops.low > 0 and others.high < 0 else OPEN
    if others.high < 0:
        return BOTH
    if others.low <= 0:
        return NOTHING if taken_up.high < MATERIAL else OPEN
    if chances["within"] >= SURE:
        return MOVED
    return IN_PART if whole.high < 0 else MORE if whole.low > 0 else GAINED
