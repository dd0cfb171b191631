"""What campaigns cost and reached, by day or period, as advertising and mailing platforms state it."""

from data.landing.account import Landed, landed
from data.landing.batch import Batch, Lander

REQUIRED = ("platform_campaign_id", "day", "day_to")
MEASURES = ("spend", "impressions", "clicks", "platform_conversions", "platform_revenue")
KEY = ("platform", "account_id", "platform_campaign_id", "day", "day_to")


def land(batch: Batch) -> Landed:
    """Rows of one campaign and day (devices, ad sets) add up; platforms restate past days, so the sum replaces."""
    _known_ids(batch)
    sums = ", ".join(f"sum({name}) as {name}" for name in MEASURES)
    differs = " or ".join(f"old.{name} is distinct from new.{name}" for name in (*MEASURES, "currency"))
    batch.make(
        "coming",
        f"""with new as (
            select $system as platform, coalesce(account_id, '') as account_id, platform_campaign_id, day, day_to,
                max(campaign_name) as campaign_name, max(currency) as currency, min(row_no) as row_no, {sums}
            from landing_spend group by all
        )
        select new.*, case when old.platform is null then 'new' when {differs} then 'updated' else 'same' end as fate
        from new left join campaign_spend old using ({", ".join(KEY)})""",
    )
    _store(batch)
    counts = landed(
        batch.writer,
        """select landing_spend.row_no, fate from landing_spend join coming using (platform_campaign_id, day, day_to)
        where coming.account_id = coalesce(landing_spend.account_id, '')""",
    )
    if counts.loaded:
        batch.touch("campaign_spend", "campaigns")
    return counts


def _known_ids(batch: Batch) -> None:
    """One campaign, one key: exports with and without ids meet by the campaign's name, where one id bears it."""
    batch.make(
        "named",
        """with spoken as (
            select coalesce(account_id, '') as account_id, campaign_name, platform_campaign_id as id from landing_spend
            union
            select account_id, campaign_name, platform_campaign_id from campaign_spend where platform = $system
        )
        select account_id, campaign_name, min(id) as id from spoken where id <> campaign_name
        group by all having count(*) = 1""",
    )
    batch.execute(
        """update landing_spend set platform_campaign_id = named.id from named
        where platform_campaign_id = landing_spend.campaign_name and named.campaign_name = landing_spend.campaign_name
            and named.account_id = coalesce(landing_spend.account_id, '')"""
    )
    batch.execute(
        """update campaign_spend set platform_campaign_id = named.id, campaign_id = $system || '|' || named.id
        from named where platform = $system and platform_campaign_id = campaign_spend.campaign_name
            and named.campaign_name = campaign_spend.campaign_name and named.account_id = campaign_spend.account_id"""
    )


def _store(batch: Batch) -> None:
    columns = ", ".join((*KEY, "campaign_name", "currency", "row_no", *MEASURES))
    batch.execute(
        f"""insert or replace into campaign_spend ({columns}, campaign_id, file_id)
        select {columns}, platform || '|' || platform_campaign_id, $file_id from coming where fate <> 'same'"""
    )
    batch.execute(
        """insert or ignore into campaigns (campaign_id, name)
        select platform || '|' || platform_campaign_id, arg_min(campaign_name, row_no) from coming group by all"""
    )


LANDER = Lander(required=REQUIRED, land=land)
