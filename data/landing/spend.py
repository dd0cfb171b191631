"""What campaigns cost and reached, by day or period, as advertising and mailing platforms state it."""

from data.landing.account import Landed, landed
from data.store import Writer

REQUIRED = ("platform_campaign_id", "day", "day_to")
MEASURES = ("spend", "impressions", "clicks", "platform_conversions", "platform_revenue")
KEY = ("platform", "account_id", "platform_campaign_id", "day", "day_to")


def land(writer: Writer, system: str, file_id: str) -> Landed:
    """Rows of one campaign and day (devices, ad sets) add up; platforms restate past days, so the sum replaces."""
    _known_ids(writer, system)
    sums = ", ".join(f"sum({name}) as {name}" for name in MEASURES)
    differs = " or ".join(f"old.{name} is distinct from new.{name}" for name in (*MEASURES, "currency"))
    writer.execute(
        f"""create or replace temp table coming as
        with new as (
            select $system as platform, coalesce(account_id, '') as account_id, platform_campaign_id, day, day_to,
                max(campaign_name) as campaign_name, max(currency) as currency, min(row_no) as row_no, {sums}
            from landing_spend group by all
        )
        select new.*, case when old.platform is null then 'new' when {differs} then 'updated' else 'same' end as fate
        from new left join campaign_spend old using ({", ".join(KEY)})""",
        {"system": system},
    )
    _store(writer, file_id)
    counts = landed(
        writer,
        """select landing_spend.row_no, fate from landing_spend join coming using (platform_campaign_id, day, day_to)
        where coming.account_id = coalesce(landing_spend.account_id, '')""",
    )
    if counts.loaded:
        writer.touched |= {"campaign_spend", "campaigns"}
    return counts


def _known_ids(writer: Writer, system: str) -> None:
    """One campaign, one key: exports with and without ids meet by the campaign's name, where one id bears it."""
    writer.execute(
        """create or replace temp table named as
        with spoken as (
            select coalesce(account_id, '') as account_id, campaign_name, platform_campaign_id as id from landing_spend
            union
            select account_id, campaign_name, platform_campaign_id from campaign_spend where platform = $system
        )
        select account_id, campaign_name, min(id) as id from spoken where id <> campaign_name
        group by all having count(*) = 1""",
        {"system": system},
    )
    writer.execute(
        """update landing_spend set platform_campaign_id = named.id from named
        where platform_campaign_id = landing_spend.campaign_name and named.campaign_name = landing_spend.campaign_name
            and named.account_id = coalesce(landing_spend.account_id, '')"""
    )
    writer.execute(
        """update campaign_spend set platform_campaign_id = named.id, campaign_id = $system || '|' || named.id
        from named where platform = $system and platform_campaign_id = campaign_spend.campaign_name
            and named.campaign_name = campaign_spend.campaign_name and named.account_id = campaign_spend.account_id""",
        {"system": system},
    )


def _store(writer: Writer, file_id: str) -> None:
    columns = ", ".join((*KEY, "campaign_name", "currency", "row_no", *MEASURES))
    writer.execute(
        f"""insert or replace into campaign_spend ({columns}, campaign_id, file_id)
        select {columns}, platform || '|' || platform_campaign_id, $file_id from coming where fate <> 'same'""",
        {"file_id": file_id},
    )
    writer.execute(
        """insert or ignore into campaigns (campaign_id, name)
        select platform || '|' || platform_campaign_id, any_value(campaign_name) from coming group by all"""
    )
