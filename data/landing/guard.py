"""Between a file's rows and the store: no cell goes on that its column's class does not allow."""

from data import classes, closed
from data.store import Writer

# An Italian or Chinese mobile number that was read as an amount; round ones are money.
DIALLED = "^(39)?3[1-9][0-9]{8}$|^(86)?1[3-9][0-9]{9}$"
# Where a single amount of ten digits is a slip; a settlement's total may have them, but none as long as a card's number.
AMOUNTS = ("landing_order", "landing_wallet", "landing_spend", "landing_product", "landing_exposure", "landing_fx")
SETTLEMENT = "landing_settlement"
NUMBERS = ("DECIMAL", "DOUBLE", "BIGINT")
# Of these a unit is worth a cent or less, so that ten digits are an amount like another.
SMALL = (
    "AMD", "ARS", "CLP", "COP", "CRC", "HUF", "IDR", "IQD", "IRR", "ISK", "JPY", "KHR", "KRW", "KZT", "LAK", "LBP", "LKR", "MMK", "MNT",
    "NGN", "PKR", "PYG", "ROL", "TRL", "TZS", "UGX", "UZS", "VND",
)  # fmt: skip
CURRENCIES = ("currency", "list_currency", "buyer_currency")


def guard(writer: Writer, table: str) -> None:
    """Makes the landing table's texts fit to be kept; a row whose money or kind depends on an unknown word gets a problem.

    Only columns that hold a doubtful cell are worked on: most files have few.
    """
    kinds = {str(row[0]): str(row[1]) for row in writer.execute(f"describe {table}")}
    changes = {name: sql for name in _doubtful(writer, table, kinds) if (sql := _kept(table, name, kinds))}
    if not changes:
        return
    problem = changes.pop("problem", "problem")
    refused = ", ".join(_refusal(table, name, kinds[name], sql) for name, sql in changes.items()) or "null"
    replaced = {"problem": f"nullif(concat_ws('; ', {problem}, {refused}), '')", **changes}
    writer.execute(
        f"""create or replace temp table {table} as
        select * replace ({", ".join(f"{sql} as {name}" for name, sql in replaced.items())}) from {table}"""
    )


def _doubtful(writer: Writer, table: str, kinds: dict[str, str]) -> list[str]:
    """The columns that hold a cell which a cheap look does not let pass."""
    looks = {name: classes.kept(table, name).doubt(name) for name, kind in kinds.items() if kind == "VARCHAR"}
    if table in (*AMOUNTS, SETTLEMENT):
        looks |= {
            name: f"{name} >= 1e9" for name, kind in kinds.items() if kind.startswith(NUMBERS) and name != "row_no"
        }
    asked = ", ".join(f"coalesce(bool_or({look}), false)" for look in looks.values())
    (doubts,) = writer.execute(f"select {asked} from {table}")
    return [name for name, is_doubtful in zip(looks, doubts, strict=True) if is_doubtful]


def _kept(table: str, name: str, kinds: dict[str, str]) -> str | None:
    if kinds[name] != "VARCHAR":
        if table == SETTLEMENT:
            return f"case when {name} < 1e13 then {name} end"
        text = f"regexp_replace({name}::varchar, '\\.0*$', '')"
        is_money = [f"not regexp_matches({text}, '{DIALLED}')", f"{text} like '%000'"]
        is_money += [
            f"coalesce(upper({column}) in ({closed.listed(SMALL)}), false)" for column in CURRENCIES if column in kinds
        ]
        return f"case when {name} < 1e13 and ({' or '.join(is_money)}) then {name} end"
    if name == "discount_code":  # Shopify and WooCommerce write several codes in one cell
        return f"array_to_string(list_transform(string_split({name}, ','), lambda s: key_kept(s)), ',')"
    return classes.kept(table, name).sql(name)


def _refusal(table: str, name: str, kind: str, sql: str) -> str:
    """The problem of a row that lost a cell it cannot do without, as SQL; null for the others."""
    if kind != "VARCHAR":
        return f"case when {name} is not null and {sql} is null then '{name}: a number too long for an amount, as a phone or a card has' end"
    column = classes.kept(table, name)
    if column.otherwise != "reject":
        return "null"
    return f"case when {name} is not null and {sql} is null then '{name}: ' || kind_of({name}) || ' where ' || {_quoted(column.may_stand)} end"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
