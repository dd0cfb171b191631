"""What wallets cost against their contracts, as parts."""

import pandas as pd

from analytics.contract_costs import contract_costs
from sheets import drawings
from sheets.choice import Chosen
from sheets.columns import Columns
from sheets.part import Part
from sheets.reading import Reading
from words import currency, labels
from words.messages import _

NAME, NOTICED = "contract_trend", 0.0005  # of what was paid: less is the rounding of each fee
SUMS = ["payments", "paid", "charged", "agreed"]


def agreed(reading: Reading, chosen: Chosen) -> Part:
    """The period by wallet and market, most at stake first."""
    table: pd.DataFrame = reading.ask(contract_costs, chosen.choice, period=chosen.period)
    keys = ["wallet", "market", "currency"]
    amounts = table.set_index(keys)[[*SUMS, "over_eur"]].astype(float)
    is_known = amounts.notna().groupby(level=keys, dropna=False).all()
    whole = amounts.groupby(level=keys, dropna=False).sum().where(is_known).reset_index()
    whole = whole.assign(
        cost_share=whole["charged"] / whole["paid"].where(whole["paid"] > 0),
        agreed_share=whole["agreed"] / whole["paid"].where(whole["paid"] > 0),
    )
    whole = whole.sort_values("over_eur", ascending=False, na_position="last", kind="stable", ignore_index=True)
    drawn = whole.assign(
        wallet=[labels.named("wallet", code) for code in whole["wallet"]],
        market=[labels.named("market", code) for code in whole["market"]],
    )
    return Part(
        _("What wallets cost against their contracts"),
        "contract_costs",
        table,
        drawn,
        columns={
            "wallet": (_("Wallet"), "text"),
            "market": (_("Market"), "text"),
            "currency": (_("Currency"), "text"),
            "payments": (_("Payments"), "number"),
            "paid": (_("Paid"), "amount"),
            "charged": (_("Charged"), "amount"),
            "agreed": (_("By contract"), "amount"),
            "cost_share": (_("Charged, share"), "percent"),
            "agreed_share": (_("By contract, share"), "percent"),
            "over_eur": (_("Charged above contract ({sign})", sign=currency.sign()), "money"),
        },
        empty=_("No wallet payments in this selection."),
        captions=_sentences(whole),
    )


def _sentences(whole: pd.DataFrame) -> tuple[str, ...]:
    said = [_("Of payments as they were taken; fees given back with refunds are not counted.")]
    if whole["agreed"].isna().all():
        said.append(
            _(
                "No contract is loaded: `vetrina template contracts` prints the list to fill with percent and fixed fee by wallet, market and currency."
            )
        )
    elif whole["agreed"].isna().any():
        said.append(
            _(
                "A dash: a payment without a contract, without a market to choose one by, or with one of its market and another of its currency."
            )
        )
    return tuple(said)


def trend(reading: Reading, chosen: Chosen) -> Part:
    """By month, how much more than agreed each wallet took of what was paid; without any contract, how much it took.

    Drawn with a column a wallet; of contracts, those that were not kept.
    """
    table: pd.DataFrame = reading.ask(contract_costs, chosen.choice, period=chosen.period)
    keys = ["month", "wallet", "currency"]
    amounts = table[keys].assign(**table[["paid", "charged", "agreed"]].astype(float))
    has_contract = amounts["agreed"].notna()
    sums = amounts.groupby(keys)[["paid", "charged"]].sum()
    held = (
        amounts[has_contract].assign(over=amounts["charged"] - amounts["agreed"]).groupby(keys)[["paid", "over"]].sum()
    )
    sums = sums.assign(
        share=_over(sums["charged"], sums["paid"]), above=_over(held["over"], held["paid"])
    ).reset_index()
    if sums["above"].isna().all():
        wide, columns = _lines(sums, "share")
        return Part(_("Share charged, by month"), NAME, sums, wide, columns=columns)
    kept = sums.groupby(["wallet", "currency"])["above"].transform(lambda shares: shares.abs().max() < NOTICED)
    broken = sums[~kept & sums["above"].notna()]
    wide, columns = _lines(broken, "above")
    of_paid = _(
        "Share of what was paid under a contract. Wallets that charged what their contract says in every month are not drawn."
    )
    return Part(
        _("Charged above contract, by month"),
        NAME,
        sums,
        wide,
        columns=columns,
        empty=_("Every wallet with a contract charged what it says, in every month."),
        captions=(", ".join(name for name, kind in columns.values() if kind == "percent"), of_paid),
    )


def _over(amount: pd.Series, paid: pd.Series) -> pd.Series:
    return amount / paid.where(paid > 0)


def _lines(sums: pd.DataFrame, column: str) -> tuple[pd.DataFrame, Columns]:
    """A row a month and a column a wallet and currency, and their names."""
    names = [
        f"{labels.named('wallet', code)} {money}" for code, money in zip(sums["wallet"], sums["currency"], strict=True)
    ]
    wide = sums.assign(line=names).pivot_table(index="month", columns="line", values=column, aggfunc="first")
    lines: Columns = {str(line): (str(line), "percent") for line in wide.columns}
    return wide.reset_index(), {"month": (_("Month"), "month"), **lines}


def drawn(part: Part) -> Part:
    """The months as lines, on paper."""
    return part if part.drawn.empty else drawings.curves(part, "month", list(part.named("percent")))
