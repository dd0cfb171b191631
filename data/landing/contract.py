"""What wallets and providers may charge by contract; the row of a wallet, market, currency and day that is loaded last counts."""

from data import closed
from data.landing.account import Landed, landed_once
from data.landing.batch import Batch, Lander

REQUIRED = ("wallet", "since", "percent")


def refuse(batch: Batch) -> None:
    """Brings markets to two letters, and marks contracts that no wallet has: of unknown markets, below nought, said twice.

    So are those that leave open which of two counts: one of a market beside one of a currency, without one of both.
    """
    named = closed.market_sql("any_place(market)")
    batch.execute(
        f"""update landing_contract set problem = 'market: ' || kind_of(market) || ' where a country or its two letters may stand, or nothing'
        where problem is null and any_place(market) is not null and {named} is null"""
    )
    batch.execute(
        f"update landing_contract set market = coalesce({named}, ''), fixed_fee = coalesce(fixed_fee, 0) where problem is null"
    )
    batch.execute(
        """update landing_contract set problem = 'percent: a number from 0 to 100, as 1.2 for 1.2 %'
        where problem is null and not (percent >= 0 and percent <= 100)"""
    )
    batch.execute(
        "update landing_contract set problem = 'fixed_fee: a number below 0' where problem is null and fixed_fee < 0"
    )
    batch.execute(
        """update landing_contract set problem = 'currency: a fixed fee is of a currency; fill the column'
        where problem is null and fixed_fee > 0 and currency is null"""
    )
    batch.execute("update landing_contract set currency = coalesce(currency, '') where problem is null")
    batch.execute(
        """with twice as (
            select wallet, market, currency, since from landing_contract where problem is null group by all
            having count(distinct (percent, fixed_fee)) > 1
        )
        update landing_contract as row
        set problem = 'another row has this wallet, market, currency and day with another price: keep one of them'
        from twice where row.problem is null and row.wallet = twice.wallet and row.market = twice.market
            and row.currency = twice.currency and row.since = twice.since"""
    )
    batch.execute(_OPEN)


# Contracts do not end, so one of a market and one of a currency are both in force from the later first day of the two.
_OPEN = """with told as (
        select wallet, market, currency, since from landing_contract where problem is null
        union all
        select wallet, market, currency, since from wallet_contracts
    ),
    kinds as (select wallet, market, currency, min(since) as since from told group by wallet, market, currency),
    undecided as (
        select by_market.wallet, by_market.market, by_currency.currency
        from kinds as by_market
        join kinds as by_currency on by_currency.wallet = by_market.wallet and by_currency.market = '' and by_currency.currency <> ''
        left join kinds as joint
            on joint.wallet = by_market.wallet and joint.market = by_market.market and joint.currency = by_currency.currency
        where by_market.market <> '' and by_market.currency = ''
            and (joint.since is null or joint.since > greatest(by_market.since, by_currency.since))
    ),
    named as (
        select row.row_no, min((undecided.market, undecided.currency)) as pair
        from landing_contract as row
        join undecided on undecided.wallet = row.wallet
            and (row.market = undecided.market and row.currency = '' or row.market = '' and row.currency = undecided.currency)
        where row.problem is null
        group by row.row_no
    )
    update landing_contract as row
    set problem = 'payments of ' || pair[1] || ' in ' || pair[2] || ' have one contract of the market and one of the currency: '
        || 'add a row of both, from the first day on which both hold'
    from named where named.row_no = row.row_no"""


def land(batch: Batch) -> Landed:
    """Inserts contracts and replaces those stated anew."""
    batch.make(
        "coming",
        """select new.*, $file_id as file_id, case when old.wallet is null then 'new'
            when (old.percent, old.fixed_fee) = (new.percent, new.fixed_fee) then 'same' else 'updated' end as fate
        from landing_contract new left join wallet_contracts old using (wallet, market, currency, since)
        qualify row_number() over (partition by wallet, market, currency, since order by new.row_no) = 1""",
    )
    batch.execute(
        """insert or replace into wallet_contracts (wallet, market, currency, since, percent, fixed_fee, file_id, row_no)
        select wallet, market, currency, since, percent, fixed_fee, file_id, row_no from coming where fate <> 'same'"""
    )
    counts = landed_once(batch.writer, batch.table)
    if counts.loaded:
        batch.touch("wallet_contracts")
    return counts


LANDER = Lander(required=REQUIRED, land=land, refuse=refuse)
