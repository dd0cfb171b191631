"""Between a file's rows and the store: no cell goes on that its column's class does not allow."""

from data import classes, closed
from data.quoting import literal
from data.store import Writer

# An Italian or Chinese mobile number that was read as an amount; round ones are money.
DIALLED = "^(39)?3[1-9][0-9]{8}$|^(86)?1[3-9][0-9]{9}$"
# Where a single amount of ten digits is a slip; a settlement's total may have them, but none as long as a card's number.
AMOUNTS = (
    "landing_order",
    "landing_wallet",
    "landing_spend",
    "landing_product",
    "landing_exposure",
    "landing_fx",
    "landing_budget",
    "landing_refund",
    "landing_stock",
    "landing_receipt",
    "landing_gift_card",
)
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

    Few cells of a file are doubtful, and of those few are unfit: each word is worked out once, and only what changes is written.
    """
    kinds = {str(row[0]): str(row[1]) for row in writer.execute(f"describe {table}")}
    looks = {name: classes.kept(table, name).doubt(name) for name, kind in kinds.items() if kind == "VARCHAR"}
    for name, look in _doubtful(writer, table, looks).items():
        _guard_words(writer, table, name, look)
    for name in _doubtful(writer, table, _long_numbers(table, kinds)):
        _guard_numbers(writer, table, name, _is_amount(table, name, kinds))


def _doubtful(writer: Writer, table: str, looks: dict[str, str]) -> dict[str, str]:
    """Of the columns and their cheap looks those with a cell that the look does not let pass."""
    if not looks:
        return {}
    tests = ", ".join(f"coalesce(bool_or({look}), false)" for look in looks.values())
    (doubts,) = writer.execute(f"select {tests} from {table}")
    return {name: look for (name, look), is_doubtful in zip(looks.items(), doubts, strict=True) if is_doubtful}


def _long_numbers(table: str, kinds: dict[str, str]) -> dict[str, str]:
    if table not in (*AMOUNTS, SETTLEMENT):
        return {}
    return {name: f"{name} >= 1e9" for name, kind in kinds.items() if kind.startswith(NUMBERS) and name != "row_no"}


def _guard_words(writer: Writer, table: str, name: str, look: str) -> None:
    """A column's unfit words become what may be kept of them."""
    kept = classes.kept(table, name)
    # Shopify and WooCommerce write several codes in one cell.
    several = "array_to_string(list_transform(string_split(word, ','), lambda s: key_kept(s)), ',')"
    if (fit := several if name == "discount_code" else kept.sql("word")) is None:
        return
    refusal = "null"
    if kept.otherwise == "reject":
        refusal = (
            f"case when fit is null then '{name}: ' || kind_of(word) || ' where ' || {literal(kept.may_stand)} end"
        )
    writer.execute(
        f"""create or replace temp table unfit as
        with words as (select distinct {name} as word from {table} where {look}),
        judged as (select word, {fit} as fit from words)
        select word, fit, {refusal} as refusal from judged where fit is distinct from word"""
    )
    if writer.execute("select count(*) from unfit")[0][0]:
        problem = "" if name == "problem" else ", problem = nullif(concat_ws('; ', problem, refusal), '')"
        writer.execute(f"update {table} set {name} = fit{problem} from unfit where {name} = word")


def _guard_numbers(writer: Writer, table: str, name: str, is_amount: str) -> None:
    """Numbers too long for an amount are taken out of their column."""
    problem = f"{name}: a number too long for an amount, as a phone or a card has"
    writer.execute(
        f"""update {table} set {name} = null, problem = concat_ws('; ', nullif(problem, ''), '{problem}')
        where {name} >= 1e9 and not coalesce({is_amount}, false)"""
    )


def _is_amount(table: str, name: str, kinds: dict[str, str]) -> str:
    """Whether a number of ten digits or more is money, as SQL."""
    if table == SETTLEMENT:
        return f"{name} < 1e13"
    text = f"regexp_replace({name}::varchar, '\\.0*$', '')"
    is_money = [f"not regexp_matches({text}, '{DIALLED}')", f"{text} like '%000'"]
    is_money += [
        f"coalesce(upper({column}) in ({closed.listed(SMALL)}), false)" for column in CURRENCIES if column in kinds
    ]
    return f"{name} < 1e13 and ({' or '.join(is_money)})"
