"""A shop's own list of customers: where they live, their loyalty tier, whether they may be written to. It makes nobody a customer, orders do.

A row is kept by each key that it shows, as a keyed hash, so that it may be loaded before the customer's orders or after them. A list joins nobody
either: two keys of a row are one person once an order shows both (data/identity.py). Consent has a day of its own, the latest that told of it; where no
day says which of two words is the later one, the refusal counts.
"""

from data import identity
from data.landing import order_keys
from data.landing.account import Landed, landed
from data.landing.batch import Batch, Lander
from data.landing.shops import Shops
from data.store import Writer

KEYS = (*order_keys.ACROSS, *order_keys.INSIDE)
CONSENT, CONSENT_AT = "marketing_consent", "consent_at"
OTHERS = ("home_market", "loyalty_tier")
FACTS = (*OTHERS, CONSENT)
_DIFFERS = " or ".join(f"coming.{fact} <> stored.{fact}" for fact in OTHERS)


def _is_newer(day: str) -> str:
    """Whether the row is younger than what is stored; null where a day is missing or both are of one."""
    return f"""(case when coming.{day} is null or stored.{day} is null or coming.{day} = stored.{day} then null
        else coming.{day} > stored.{day} end)"""


def land(batch: Batch) -> Landed:
    """Keeps what each row says, by the keys that it shows; a row that changes nothing of what is known is a duplicate, though its day may be newer."""
    known = ", ".join(f"{_of_both(fact)} as {fact}" for fact in FACTS)
    days = f"greatest(coming.told_at, stored.told_at) as told_at, {_CONSENT_AT_OF_BOTH} as {CONSENT_AT}"
    changes = " or ".join(f"merged.{fact} is distinct from stored.{fact}" for fact in FACTS)
    batch.make(
        "judged",
        f"""with merged as (
            select coming.id_type, coming.id_hash, coming.row_no, {known}, {days}
            from told coming left join customer_facts stored
                on stored.id_type = coming.id_type and stored.id_hash = coming.id_hash and stored.system = $system
        )
        select merged.*, case when stored.id_hash is null then 'new' when {changes} then 'updated' else 'same' end as fate,
            stored.id_hash is not null and merged.told_at is not distinct from stored.told_at
                and merged.{CONSENT_AT} is not distinct from stored.{CONSENT_AT} as is_of_one_day
        from merged left join customer_facts stored
            on stored.id_type = merged.id_type and stored.id_hash = merged.id_hash and stored.system = $system""",
    )
    ((written,),) = batch.execute(
        f"""insert or replace into customer_facts (id_type, id_hash, system, {", ".join(FACTS)}, told_at, {CONSENT_AT}, file_id, row_no)
        select id_type, id_hash, $system, {", ".join(FACTS)}, told_at, {CONSENT_AT}, $file_id, row_no from judged
        where fate <> 'same' or not is_of_one_day"""
    )
    counts = landed(
        batch.writer,
        """select row_no, fate from judged
        union all select row_no, 'same' from landing_customer where row_no not in (select row_no from judged)""",
    )
    if written:
        batch.touch("customer_facts")
    return counts


def refuse(batch: Batch) -> None:
    """Marks rows that show no key, and those of whose key this file or one before says otherwise, where no date says which is newer."""
    batch.execute(
        """update landing_customer set told_at = timezone(coalesce(file.tz, 'UTC'), cast(file.as_of as timestamp))
        from file where told_at is null and file.as_of is not null"""
    )
    batch.execute(
        """update landing_customer set problem = 'it was true on a day that is to come: ' || strftime(told_at, '%Y-%m-%d')
        where problem is null and told_at > now() + interval 1 day"""
    )
    _shop(batch)
    _keyed(batch)
    batch.execute(
        """update landing_customer set problem = 'it shows no key by which an order could be this customer''s: an e-mail, phone, card or number'
        where problem is null and row_no not in (select row_no from keyed)"""
    )
    differs = " or ".join(f"count(distinct {fact}) > 1" for fact in OTHERS)
    batch.execute(
        f"""update landing_customer set problem = 'row ' || other_no || ' says otherwise of this customer, and neither says which is newer'
        from (
            select keyed.row_no, case when keyed.row_no = first_no then last_no else first_no end as other_no
            from keyed join (
                select id_type, id_hash, min(row_no) as first_no, max(row_no) as last_no from keyed where age = 1 group by all having {differs}
            ) using (id_type, id_hash) where age = 1
        ) conflict
        where landing_customer.row_no = conflict.row_no"""
    )
    _told(batch)
    # Whoever refuses to be written to is not, also where no date says which word is the later one.
    batch.execute(
        f"""update landing_customer set problem = 'a list loaded before (' || file_name || ', row ' || stored_no || ') says otherwise of this '
            || 'customer, and neither says which is newer; load it with --as-of DAY, the day on which it was exported'
        from (
            select coming.row_no, min(coalesce(source_files.file_name, 'an earlier file')) as file_name, min(stored.row_no) as stored_no
            from told coming join customer_facts stored using (id_type, id_hash) left join source_files using (file_id)
            where stored.system = $system and (
                (({_DIFFERS}) and {_is_newer("told_at")} is null
                    and not coalesce(not coming.{CONSENT} and stored.{CONSENT} is distinct from false, false))
                or (coming.{CONSENT} and not stored.{CONSENT} and {_is_newer(CONSENT_AT)} is null))
            group by coming.row_no
        ) conflict
        where landing_customer.row_no = conflict.row_no and problem is null"""
    )
    _told(batch)


def resolve(writer: Writer) -> None:
    """Gives every customer what the lists of all systems say of their keys: the latest word, and the refusal where no day says which is later.

    What a key of several persons says is nobody's in particular, but its refusal: that is everybody's who shows it.
    """
    if not writer.execute("select count(*) from customer_facts")[0][0]:
        return
    identity.find_shared(writer)
    said = ", ".join(f"min(ranked.{fact}) filter (where {fact}_rank = 1) as {fact}" for fact in OTHERS)
    ranks = ", ".join(
        f"rank() over (partition by customer_id order by {fact} is null, told_at desc nulls last) as {fact}_rank"
        for fact in OTHERS
    )
    nothing = ", ".join(f"null as {fact}" for fact in OTHERS)
    differs = " or ".join(f"customers.{fact} is distinct from said.{fact}" for fact in FACTS)
    rows = writer.execute(
        f"""with of_several as (
            select id_type, id_hash from shared_keys union select id_type, id_hash from identity_cuts
        ),
        known as (
            select distinct identities.customer_id, customer_facts.* from customer_facts join identities using (id_type, id_hash)
            where (id_type, id_hash) not in (select (id_type, id_hash) from of_several)
            union all by name
            select distinct orders.customer_id, customer_facts.* replace ({nothing})
            from customer_facts join of_several using (id_type, id_hash) join identity_links using (id_type, id_hash) join orders using (order_id)
            where not customer_facts.{CONSENT} and orders.customer_id is not null
        ),
        ranked as (select *, {ranks} from known),
        said as (
            select customer_id, {said}, {_consent("ranked.")} as {CONSENT}
            from customers left join ranked using (customer_id) group by customer_id
        )
        update customers set {", ".join(f"{fact} = said.{fact}" for fact in FACTS)} from said
        where said.customer_id = customers.customer_id and ({differs})"""
    )
    if rows[0][0]:
        writer.touched.add("customers")


def _consent(of: str = "") -> str:
    """Of several words the later one; the refusal where no day says which that is."""
    word, day = f"{of}{CONSENT}", f"{of}{CONSENT_AT}"
    is_later = f"max({day}) filter (where {word}) > max({day}) filter (where not {word})"
    is_undated = f"coalesce(bool_or({day} is null) filter (where not {word}), false)"
    return f"(bool_and({word}) or coalesce({is_later} and not {is_undated}, false))"


# Of two words the later one; the same word again is of its latest day.
_YES_AT, _NO_AT = (
    f"case when {test} then coming.{CONSENT_AT} else stored.{CONSENT_AT} end"
    for test in (f"coming.{CONSENT}", f"not coming.{CONSENT}")
)
_CONSENT_OF_BOTH = f"""case when coming.{CONSENT} <> stored.{CONSENT} then coalesce({_YES_AT} > {_NO_AT}, false)
    else coalesce(coming.{CONSENT}, stored.{CONSENT}) end"""
_CONSENT_AT_OF_BOTH = f"""case when coming.{CONSENT} <> stored.{CONSENT}
    then case when coalesce({_YES_AT} > {_NO_AT}, false) then {_YES_AT} else {_NO_AT} end
    else greatest(coming.{CONSENT_AT}, stored.{CONSENT_AT}) end"""


def _of_both(fact: str) -> str:
    """What is known of a fact once the row is told beside what is stored."""
    if fact == CONSENT:
        return _CONSENT_OF_BOTH
    return f"case when {_is_newer('told_at')} then coalesce(coming.{fact}, stored.{fact}) else coalesce(stored.{fact}, coming.{fact}) end"


def _shop(batch: Batch) -> None:
    """Numbers that are of a shop of its own are kept as those of its orders are (data/landing/shops.py)."""
    if batch.shop is not None:
        first = Shops.of(batch.writer, batch.system).first
        batch.execute("update landing_customer set shop = coalesce(nullif(trim(shop), ''), $shop)", shop=batch.shop)
        batch.execute("update landing_customer set shop = null where shop = $first::varchar", first=first)


def _keyed(batch: Batch) -> None:
    """`keyed`: a row for each key that a row of the file shows; of age 1 are those of the key's latest date."""
    batch.make("coming", "select * from landing_customer where problem is null")
    batch.make(
        "keyed",
        f"""select id_type, pseudonym(domain || said) as id_hash, row_no, told_at, {", ".join(FACTS)},
            case when {CONSENT} is not null then told_at end as {CONSENT_AT},
            rank() over (partition by id_type, domain || said order by told_at desc nulls last) as age
        from ({order_keys.spoken(batch, "row_no")}) keys join coming using (row_no)
        where said is not null and said <> '' and said not like '%*%'""",
    )


def _told(batch: Batch) -> None:
    """`told`: what the file says of each key, by the rows that have no problem; its first row stands for it."""
    latest = ", ".join(f"min({fact}) filter (where age = 1) as {fact}" for fact in OTHERS)
    consent = _consent()
    batch.make(
        "told",
        f"""select id_type, id_hash, min(row_no) filter (where age = 1) as row_no, max(told_at) as told_at, {latest}, {consent} as {CONSENT},
            case when {consent} then max({CONSENT_AT}) filter (where {CONSENT})
                when not coalesce(bool_or({CONSENT_AT} is null) filter (where not {CONSENT}), false)
                then max({CONSENT_AT}) filter (where not {CONSENT}) end as {CONSENT_AT}
        from keyed join (select row_no from landing_customer where problem is null) using (row_no)
        group by id_type, id_hash having count(*) filter (where age = 1) > 0""",
    )


LANDER = Lander(required=(), land=land, refuse=refuse)
