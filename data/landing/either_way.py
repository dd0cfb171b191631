"""Amounts whose one mark may be either: 1.234 is a thousand and more, or one and a bit, where no other amount of the file tells.

Money has two decimals or none, but for a few currencies that have three: with those the point is read as it stands. What a mapping says by
`decimal` or `thousands` holds.
"""

from data.files.header import Claim
from data.quoting import literal
from data.quoting import name as quoted
from data.sources.layout import Landing, Layout
from data.store import Writer

# ISO 4217 gives these three decimals.
THREE_DECIMALS = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
CURRENCIES = ("currency", "list_currency", "buyer_currency")
KINDS = frozenset(
    {"order", "wallet", "settlement", "refund", "spend", "bank", "budget", "gift_card", "product", "stock", "receipt"}
)
PIECES = frozenset({"units"})
# 1.234, and nothing that begins with nought, which stands before no thousands
EITHER = r"\D*[1-9]\d{0,2}\.\d{3}\D*"
# 12.5, 12.50, 12.3456, 0.123, 1234.567, 1,234.567: a point that stands before decimals
DECIMAL = r"\D*(\d+|\d{1,3}(,\d{3})+)\.(\d{1,2}|\d{4,})\D*|\D*(0|\d{4,}|\d{1,3}(,\d{3})+)\.\d{3}\D*"


def is_money(landing: Landing, column: str, kind: str) -> bool:
    """Whether a landing column holds money, as its type says; not pieces, rates or levels."""
    return landing in KINDS and kind == "DECIMAL(18,6)" and column not in PIECES


def refuse(writer: Writer, layout: Layout, claim: Claim) -> None:
    """Marks the canonical rows of lines with such an amount."""
    if layout.landing not in KINDS:
        return
    spelled = {
        column: header
        for name, header in zip(claim.names, claim.spelled, strict=True)
        if (column := layout.staged(name)) in layout.open_amounts
    }
    spelled |= {
        column: joined for joined, column in layout.places.items() if column in layout.open_amounts - spelled.keys()
    }
    present = {str(row[0]) for row in writer.execute("describe staged")}
    columns = sorted(column for column in spelled if column in present)
    if not columns or not _is_left_open(writer, columns):
        return
    advice = ": its point may stand before thousands or decimals, and no other amount of the file tells; " + (
        "say it in the mapping by decimal: '.' or decimal: ','"
        if layout.is_mapped
        else "export it again with two decimals"
    )
    reasons = ", ".join(
        f"case when regexp_full_match({quoted(column)}, {literal(EITHER)}) then {literal(spelled[column] + advice)} end"
        for column in columns
    )
    table = f"landing_{layout.landing}"
    stated = [column for column in CURRENCIES if column in {str(row[0]) for row in writer.execute(f"describe {table}")}]
    listed = ", ".join(map(literal, THREE_DECIMALS))
    fine = " or ".join(
        [f"coalesce(upper(landed.{column}) in ({listed}), false)" for column in stated]
        + [f"coalesce((select file.currency from file) in ({listed}), false)"]
    )
    writer.execute(
        f"""with doubtful as (select row_no, nullif(concat_ws('; ', {reasons}), '') as reason from staged)
        update {table} as landed set problem = concat_ws('; ', nullif(landed.problem, ''), reason) from doubtful
        where landed.row_no = doubtful.row_no and reason is not null and not ({fine})"""
    )


def _is_left_open(writer: Writer, columns: list[str]) -> bool:
    """Whether an amount may be either and none shows what its point stands for."""
    either = " or ".join(f"regexp_full_match({quoted(column)}, {literal(EITHER)})" for column in columns)
    told = " or ".join(f"regexp_full_match({quoted(column)}, {literal(DECIMAL)})" for column in columns)
    # An ordinary file tells by one of its first rows; only one that does not is looked through.
    if writer.execute(f"select exists (select 1 from staged where {told})")[0][0]:
        return False
    return bool(writer.execute(f"select exists (select 1 from staged where {either})")[0][0])
