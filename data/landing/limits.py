"""What no row of a kind may hold: values that its table would refuse, or that no later sum could carry.

One cell that the store cannot hold rejects its own row; without this it would end the statement that lands the file.
"""

import re
from functools import lru_cache
from pathlib import Path

from data.store import Writer

SCHEMA = Path(__file__).parents[1] / "schema.sql"
# Where the values of a landing column are a closed list: the table whose check names them.
CLOSED = {
    ("order", "channel"): "channels",
    ("order", "tier"): "products",
    ("wallet", "txn_type"): "wallet_transactions",
    ("wallet", "status"): "wallet_transactions",
    ("settlement", "entry_type"): "settlements",
    ("product", "tier"): "products",
    ("gift_card", "movement"): "gift_card_entries",
    ("exposure", "arm"): "exposures",
    ("exposure", "assignment"): "exposures",
    ("exposure", "kind"): "promotions",
    ("exposure", "funder"): "promotions",
}
FIRST_YEAR, LAST_YEAR = 1900, 2099
# No system of a shop wrote an event before; what is older is a clock's zero (1970) or a year cut to two digits.
FIRST_EVENT = 1980
EVENTS = frozenset({"order", "wallet", "settlement", "exposure", "spend", "refund", "stock", "receipt", "gift_card"})
# "Never" is written as a day far off: an end that is not known.
ENDS = frozenset({"expires_at", "ends_on"})
LARGEST = 10**10  # of one amount, in any currency; a hundred of them still add up in DECIMAL(18, 6)


def refuse(writer: Writer, landing: str) -> None:
    """Marks the rows of the landing table with a value beyond what its kind of row may hold."""
    table = f"landing_{landing}"
    kinds = {row[0]: str(row[1]) for row in writer.execute(f"describe {table}")}
    for column in ENDS & kinds.keys():
        writer.execute(f"update {table} set {column} = null where not ({_is_in_time(column, FIRST_YEAR)})")
    if landing == "order":  # a sale counts whatever its file calls the product's tier
        tiers = ", ".join(f"'{tier}'" for tier in closed_list("order", "tier"))
        writer.execute(f"update {table} set tier = null where tier not in ({tiers})")
    faults = [fault for column, kind in kinds.items() if (fault := _fault(landing, column, kind))]
    if landing == "order":
        faults.append(_case(f"abs(qty::double * unit_price::double) >= {LARGEST}", "qty x unit_price is too large"))
    problems = f"nullif(concat_ws('; ', {', '.join(faults)}), '')"
    writer.execute(
        f"""with judged as (select row_no, {problems} as said from {table} where problem is null),
        wrong as (select row_no, min(said) as said from judged where said is not null group by row_no)
        update {table} set problem = said from wrong where wrong.row_no = {table}.row_no and problem is null"""
    )


@lru_cache(maxsize=64)
def closed_list(landing: str, column: str) -> tuple[str, ...]:
    """The only values a landing column may hold, as the schema checks them; empty where any text may stand."""
    table = CLOSED.get((landing, column), "orders" if (landing, column) == ("order", "status") else None)
    if table is None:
        return ()
    schema = SCHEMA.read_text(encoding="utf-8")
    body = re.search(rf"create table if not exists {table} \((.*?)\n\);", schema, re.DOTALL)
    check = re.search(rf"check \({column} in\s*\((.*?)\)\)", body[1], re.DOTALL) if body else None
    return tuple(re.findall(r"'([^']*)'", check[1])) if check else ()


def _fault(landing: str, column: str, kind: str) -> str | None:
    if column in {"row_no", "problem"}:
        return None
    if kind.startswith("TIMESTAMP") or kind == "DATE":
        first = FIRST_EVENT if landing in EVENTS else FIRST_YEAR
        return _case(f"not ({_is_in_time(column, first)})", f"{column} is outside the years {first} to {LAST_YEAR}")
    if kind == "DECIMAL(18,6)":
        return _case(f"abs({column}) >= {LARGEST}", f"{column} is too large to be an amount")
    if kind == "DOUBLE":
        return _case(f"not isfinite({column})", f"{column} is no finite number")
    if allowed := closed_list(landing, column) if (landing, column) in CLOSED else ():
        words = ", ".join(f"'{word}'" for word in allowed)
        return _case(f"{column} not in ({words})", f"{column} is none of {', '.join(allowed)}")
    return None


def _is_in_time(column: str, first: int) -> str:
    return f"isfinite({column}) and {column} >= date '{first}-01-01' and {column} < date '{LAST_YEAR + 1}-01-01'"


def _case(test: str, problem: str) -> str:
    return f"case when {test} then '{problem}' end"
