"""What wallets and providers may charge by contract; the row of a wallet, market and day that is loaded last counts."""

from data import closed
from data.landing.account import Landed, landed_once
from data.landing.batch import Batch, Lander

REQUIRED = ("wallet", "since", "percent")


def refuse(batch: Batch) -> None:
    """Brings markets to two letters, and marks contracts that no wallet has: of unknown markets, below nought, said twice."""
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
    batch.execute(
        """with twice as (
            select wallet, market, since from landing_contract where problem is null group by all
            having count(distinct (percent, fixed_fee, coalesce(currency, ''))) > 1
        )
        update landing_contract as row set problem = 'another row has this wallet, market and day with another price: keep one of them'
        from twice where row.problem is null and row.wallet = twice.wallet and row.market = twice.market and row.since = twice.since"""
    )


def land(batch: Batch) -> Landed:
    """Inserts contracts and replaces those stated anew."""
    batch.make(
        "coming",
        """select new.*, $file_id as file_id, case when old.wallet is null then 'new'
            when (old.percent, old.fixed_fee, coalesce(old.currency, '')) = (new.percent, new.fixed_fee, coalesce(new.currency, '')) then 'same'
            else 'updated' end as fate
        from landing_contract new left join wallet_contracts old using (wallet, market, since)
        qualify row_number() over (partition by wallet, market, since order by new.row_no) = 1""",
    )
    batch.execute(
        """insert or replace into wallet_contracts (wallet, market, since, percent, fixed_fee, currency, file_id, row_no)
        select wallet, market, since, percent, fixed_fee, currency, file_id, row_no from coming where fate <> 'same'"""
    )
    counts = landed_once(batch.writer, batch.table)
    if counts.loaded:
        batch.touch("wallet_contracts")
    return counts


LANDER = Lander(required=REQUIRED, land=land, refuse=refuse)
