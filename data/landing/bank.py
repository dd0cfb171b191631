"""What reached the bank from wallets and providers: of a statement only their entries are kept, without a word of anybody else's."""

from data.landing.account import Landed, landed_once
from data.landing.batch import Batch, Lander

REQUIRED = ("booked_on", "amount", "currency")
KEPT = ("account_id", "booked_on", "value_on", "amount", "currency", "payer", "reference")
# A payout's number in the bank's words: a code with a digit, and nothing shaped like a person's.
CODES = r"[A-Za-z0-9][A-Za-z0-9_.\-]{5,63}"
SHORTEST = 6


def land(batch: Batch) -> Landed:
    """Keeps money that came from a wallet or provider, and entries that name a payout; all else leaves no trace."""
    _say_who(batch)
    payload = ", ".join(f"coalesce({name}::varchar, '')" for name in KEPT)
    batch.make(
        "coming",
        f"""with typed as (
            select * replace (case when account_id is not null then pseudonym('bank|' || account_id) end as account_id,
                    coalesce(value_on, booked_on) as value_on),
                $system as system, $file_id as file_id,
                pseudonym(concat_ws('|', 'bank', $system, account_id, coalesce(natural_key,
                    concat_ws('|', booked_on, amount, currency, row_number() over (
                        partition by account_id, booked_on, amount, currency, natural_key order by row_no))))) as line_id
            from bank_told
        ),
        best as (
            select *, md5(concat_ws('|', {payload})) as row_hash from typed
            where payer is not null and (amount > 0 or names_payout)
            qualify row_number() over (partition by line_id order by row_no) = 1
        )
        select best.*, case when old.line_id is null then 'new' when old.row_hash = best.row_hash then 'same' else 'updated' end as fate
        from best left join bank_lines old on old.line_id = best.line_id""",
    )
    kept = ", ".join(KEPT)
    batch.execute(
        f"""insert or replace into bank_lines (line_id, system, {kept}, file_id, row_no, row_hash)
        select line_id, system, {kept}, file_id, row_no, row_hash from coming where fate <> 'same'"""
    )
    _cover(batch)
    counts = landed_once(batch.writer, batch.table)
    _set_aside(batch)
    if counts.loaded:
        batch.touch("bank_lines")
    batch.notes.extend(_told(batch))
    return counts


def _say_who(batch: Batch) -> None:
    """Whose money an entry is, and the numbers in it that a payout may bear."""
    batch.make(
        "payout_numbers",
        f"""select distinct lower(number) as number, system as payer from (
            select system, unnest([settlement_batch, provider_txn_id]) as number from settlements where entry_type in ('payout', 'total')
            union all
            select system, unnest([settlement_batch, case when txn_type = 'payout' then provider_txn_id end])
            from wallet_transactions where settlement_batch is not null or txn_type = 'payout'
        ) where length(number) >= {SHORTEST}""",
    )
    batch.make(
        "bank_told",
        f"""with codes as (
            select *, regexp_extract_all(concat_ws(' ', reference, text), '{CODES}') as words from landing_bank
        ),
        known as (
            select codes.row_no, min(payout_numbers.payer) as payer
            from codes, unnest(words) as spoken(word) join payout_numbers on payout_numbers.number = lower(word)
            group by codes.row_no
        )
        select codes.* exclude (words, text, payer, reference, aside, problem),
            coalesce(codes.payer, payer_of(concat_ws(' ', reference, text)), known.payer) as payer,
            known.row_no is not null as names_payout,
            nullif(array_to_string(list_distinct(list_filter(words, lambda w: regexp_matches(w, '[0-9]') and key_kept(w) = w
                and not regexp_full_match(w, '[A-Za-z]{{2}}[0-9]{{2}}[A-Za-z0-9]{{11,30}}')
                and not regexp_full_match(w, '[A-Za-z]{{6}}[0-9]{{2}}[A-Za-z].*') and not shows_person(w)))[:12], ' '), '') as reference
        from codes left join known using (row_no)""",
    )


def _cover(batch: Batch) -> None:
    """Notes the days of which an account's statement tells, also those without an entry that is kept."""
    batch.execute(
        """insert or replace into bank_days (file_id, account_id, currency, first_on, last_on)
        select $file_id, coalesce(pseudonym('bank|' || account_id), ''), currency, min(booked_on), max(booked_on)
        from landing_bank group by account_id, currency"""
    )
    batch.touch("bank_days")


_LEFT_OUT = "not (payer is not null and (amount > 0 or names_payout))"


def _set_aside(batch: Batch) -> None:
    """What is left out is like no entry that is kept: its money is no duplicate's."""
    batch.execute(f"insert into rows_aside select row_no, 'not kept' from bank_told where {_LEFT_OUT}")
    batch.execute(f"delete from row_fates where row_no in (select row_no from bank_told where {_LEFT_OUT})")


def _told(batch: Batch) -> list[str]:
    ((left_out,),) = batch.execute(f"select count(*) from bank_told where {_LEFT_OUT}")
    if not left_out:
        return []
    entries = "entry names" if left_out == 1 else "entries name"
    return [f"{left_out} {entries} no wallet, provider or payout and {'is' if left_out == 1 else 'are'} not kept"]


LANDER = Lander(required=REQUIRED, land=land)
