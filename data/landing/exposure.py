"""Who was offered what: treated and held-out customers of promotions, and what came back."""

from collections.abc import Sequence

from data.landing import order_keys
from data.landing.account import Landed, landed
from data.landing.batch import Batch, Lander
from data.store import Writer

REQUIRED = ("natural_key", "promotion_key", "arm")
TIMES = ("assigned_at", "delivered_at", "opened_at", "claimed_at", "expires_at")
STATED = ("promotion_id", "id_type", "id_hash", "voucher_id", "p_treated", *TIMES)
ARMS = ("arm", "assignment")
# What a file may say of a promotion itself.
OFFER = (
    "name", "kind", "funder", "face_value", "currency", "depth", "starts_on", "ends_on", "contact_cost_eur", "category", "brand", "tier",
)  # fmt: skip


def land(batch: Batch) -> Landed:
    """Adds what each row says to its exposure: a use to the voucher that was sent, a later state to an earlier one.

    A row that says nothing new is a duplicate. A voucher used again after it was given back counts as used.
    """
    _promotions(batch)
    _hash_keys(batch)
    _judge(batch)
    _store(batch)
    _remember(batch)
    counts = landed(batch.writer, "select row_no, fate from judged")
    if counts.loaded:
        batch.touch("exposures", "promotions")
    return counts


def _promotions(batch: Batch) -> None:
    """`offered`: the promotion of each key; one that orders already know by its code is that one, any other is new."""
    taken = ", ".join(f"max(landing_exposure.{name}) as {name}" for name in OFFER if name != "name")
    batch.make(
        "offered",
        f"""with known as (
            select upper(code) as said, min(promotion_id) as promotion_id from promotions where code is not null
            group by all having count(*) = 1
        )
        select promotion_key, max(promotion_name) as name, {taken}, coalesce(max(same.promotion_id),
            max(known.promotion_id), $system || '|' || promotion_key) as promotion_id
        from landing_exposure
        left join promotions same on same.promotion_id = promotion_key
        left join known on known.said = upper(promotion_key)
        group by promotion_key""",
    )
    batch.execute(
        """insert or ignore into promotions (promotion_id, system, source_key, kind, name, funder)
        select promotion_id, $system, min(promotion_key), 'other', min(promotion_key), 'unknown'
        from offered group by all"""
    )
    changes = ", ".join(f"{name} = coalesce(told.{name}, promotions.{name})" for name in OFFER)
    told = ", ".join(f"max({name}) as {name}" for name in OFFER)
    batch.execute(
        f"""update promotions set {changes} from (select promotion_id, {told} from offered group by promotion_id) told
        where told.promotion_id = promotions.promotion_id"""
    )


def _hash_keys(batch: Batch) -> None:
    """`keyed`: the rows with hashed keys; an exposure's id is a keyed hash too, since a person's key is part of it."""
    across = _listed(order_keys.ACROSS)
    others = ", ".join(name for name in STATED if name not in {"promotion_id", "id_hash"})
    batch.make(
        "keyed",
        f"""with plain as (
            select * replace (
                case id_type when 'email' then lower(words(customer_key)) when 'phone' then phone_digits(customer_key)
                    else words(customer_key) end as customer_key,
                nullif(arm, 'unknown') as arm, nullif(assignment, 'unknown') as assignment),
                id_type || '|' || case when id_type in ({across}) then '' else coalesce(key_system, $system) || '|' end
                    as domain
            from landing_exposure
        )
        select row_no, promotion_id, pseudonym(concat_ws('|', 'exposure', $system, natural_key)) as exposure_id,
            case when id_type = 'customer_id' then key_kept(customer_key) else pseudonym(domain || customer_key) end as id_hash,
            key_system, customer_key, redeemed_at, reversed_at, arm, assignment, {others}
        from plain join offered using (promotion_key)""",
    )
    # A pseudonym taken along before the key was rotated, within the window.
    batch.execute(
        """update keyed set id_hash = rekeyed(id_hash)
        where id_type = 'customer_id' and id_hash not in (select customer_id from customers)
            and rekeyed(id_hash) in (select customer_id from customers)
            and exists (select * from meta where key = 'key:until' and value >= strftime(now(), '%Y-%m-%d'))"""
    )
    # A key once placed in the system that knows it stays there.
    batch.execute(
        f"""update keyed set id_hash = old.id_hash from exposures old
        where old.exposure_id = keyed.exposure_id and keyed.key_system is null
            and keyed.id_type in ({_listed(order_keys.INSIDE)})"""
    )


def _judge(batch: Batch) -> None:
    """What each row adds to what is stored; of rows that say the same, the first."""
    stated = (*STATED, *ARMS)
    adds = " or ".join(f"(keyed.{name} is not null and keyed.{name} is distinct from old.{name})" for name in stated)
    repeated = ", ".join(f"keyed.{name}" for name in ("exposure_id", *stated, "redeemed_at", "reversed_at"))
    batch.make(
        "judged",
        f"""with compared as (
            select keyed.*, old.exposure_id is null as is_new,
                row_number() over (partition by {repeated} order by keyed.row_no) > 1 as is_repeated,
                {adds} or coalesce(keyed.redeemed_at > old.redeemed_at, keyed.redeemed_at is not null)
                or coalesce(keyed.reversed_at > old.reversed_at, keyed.reversed_at is not null)
                    and coalesce(keyed.reversed_at >= old.redeemed_at, true) as adds
            from keyed left join exposures old on old.exposure_id = keyed.exposure_id
        )
        select *, case when is_repeated then 'same' when is_new then 'new' when adds then 'updated' else 'same' end
            as fate
        from compared""",
    )


def _store(batch: Batch) -> None:
    last = ", ".join(f"arg_max({name}, row_no) filter ({name} is not null) as {name}" for name in (*STATED, *ARMS))
    kept = ", ".join(f"coalesce(new.{name}, old.{name}) as {name}" for name in STATED)
    names = ", ".join(STATED)
    batch.execute(
        f"""insert or replace into exposures
            (exposure_id, {names}, arm, assignment, redeemed_at, reversed_at, customer_id, system, file_id, row_no)
        with new as (
            select exposure_id, min(row_no) as row_no, {last},
                max(redeemed_at) as redeemed_at, max(reversed_at) as reversed_at
            from judged group by exposure_id having bool_or(fate <> 'same')
        ),
        merged as (
            select new.exposure_id, {kept}, coalesce(new.arm, old.arm, 'unknown') as arm,
                coalesce(new.assignment, old.assignment, 'unknown') as assignment,
                greatest(new.redeemed_at, old.redeemed_at) as redeemed_at,
                greatest(new.reversed_at, old.reversed_at) as reversed_at, old.customer_id, new.row_no
            from new left join exposures old on old.exposure_id = new.exposure_id
        )
        select exposure_id, {names}, arm, assignment, redeemed_at,
            case when reversed_at >= coalesce(redeemed_at, reversed_at) then reversed_at end,
            customer_id, $system, $file_id, row_no
        from merged"""
    )


def _remember(batch: Batch) -> None:
    """Keys that mean a person only inside one system, in clear until this load ends: the orders may come after."""
    batch.execute("create temp table if not exists unplaced_keys (exposure_id varchar, id_type varchar, said varchar)")
    batch.execute(
        f"""insert into unplaced_keys select exposure_id, arg_min(id_type, row_no), arg_min(customer_key, row_no) from keyed
        where id_type in ({_listed(order_keys.INSIDE)}) and key_system is null group by exposure_id"""
    )


def resolve(writer: Writer) -> None:
    """Gives exposures their customer, by the keyed hash they were made with; runs once the orders have theirs.

    A key that no order shows yet stands for a person of its own, named by its hash: the name that the person gets with
    the first order.
    """
    _place_keys(writer)
    _adopt_codes(writer)
    writer.execute(
        """update exposures set customer_id = found.customer_id from (
            select exposure_id, coalesce(min(identities.customer_id), min(exposures.id_hash)) as customer_id
            from exposures left join identities
                on identities.id_hash = exposures.id_hash and identities.id_type = exposures.id_type
            where exposures.id_hash is not null group by exposure_id
        ) found
        where found.exposure_id = exposures.exposure_id and exposures.customer_id is distinct from found.customer_id"""
    )
    if writer.execute("select count(*) from exposures")[0][0]:
        writer.touched.add("exposures")


def _place_keys(writer: Writer) -> None:
    """Tries such a key in every system that knows persons by keys of its kind; it is that one's where one has it."""
    if not writer.execute("select count(*) from duckdb_tables() where table_name = 'unplaced_keys'")[0][0]:
        return
    writer.execute(
        """update exposures set id_hash = found.id_hash from (
            with tried as (
                select exposure_id, id_type, pseudonym(id_type || '|' || system || '|' || said) as id_hash
                from unplaced_keys join (select distinct id_type, system from identity_links) using (id_type)
            )
            select exposure_id, min(id_hash) as id_hash from tried
            where (id_type, id_hash) in (select (id_type, id_hash) from identity_links)
            group by exposure_id having count(distinct id_hash) = 1
        ) found where found.exposure_id = exposures.exposure_id"""
    )


def _adopt_codes(writer: Writer) -> None:
    """A promotion listed before the orders that used its code becomes that code's promotion, with what the list said."""
    writer.execute(
        """create or replace temp table adopted as
        select listed.promotion_id as listed_id, min(coded.promotion_id) as promotion_id
        from promotions listed join promotions coded on upper(coded.code) = upper(listed.source_key)
        where listed.code is null and listed.promotion_id in (select promotion_id from exposures)
        group by all having count(*) = 1"""
    )
    for table in ("exposures", "discounts"):
        writer.execute(
            f"""update {table} set promotion_id = adopted.promotion_id from adopted
            where {table}.promotion_id = adopted.listed_id"""
        )
    # What stood there only because nothing was said is not said now either.
    silent = {"name": "listed.source_key", "kind": "'other'", "funder": "'unknown'"}
    listed = {name: f"nullif(listed.{name}, {silent[name]})" if name in silent else f"listed.{name}" for name in OFFER}
    changes = ", ".join(f"{name} = coalesce({listed[name]}, promotions.{name})" for name in OFFER)
    writer.execute(
        f"""update promotions set {changes} from adopted join promotions listed on listed.promotion_id = listed_id
        where promotions.promotion_id = adopted.promotion_id"""
    )
    writer.execute("delete from promotions where promotion_id in (select listed_id from adopted)")


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


LANDER = Lander(required=REQUIRED, land=land)
