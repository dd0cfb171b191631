"""A select in Spark's words that answers as it does in DuckDB's, digit by digit.

sqlglot says it in the other dialect; what the engines take differently under one spelling is said so before that, by the types of its parts. A construct
without such a rule is refused by name: no answer is better than another number.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import sqlglot
from sqlglot import exp
from sqlglot.optimizer.annotate_types import annotate_types
from sqlglot.optimizer.qualify import qualify

from data.errors import NotOnSpark
from data.store.spark.shape import Shape, spark_type

WHOLE = exp.DataType.INTEGER_TYPES
FRACTIONS = exp.DataType.FLOAT_TYPES
DECIMALS = {exp.DataType.Type.DECIMAL}
DAYS = {exp.DataType.Type.DATE}
UNKNOWN = {exp.DataType.Type.UNKNOWN, exp.DataType.Type.NULL}
INTEGRAL = (exp.Floor, exp.Ceil)  # whole numbers already, of whatever type
# What needs a rule of its own before Spark may be asked: spelled alike, or not at all, and answered otherwise.
REFUSED: tuple[tuple[type[exp.Expr], str], ...] = (
    (exp.ToDays, "to_days(): add a whole number to a day"),
    (exp.IntDiv, "//: floor(a / b) says it for both"),
    (exp.Mode, "mode(): of equals either may come; arg_max(value, (times, value)) is definite"),
    (exp.AnyValue, "any_value: either may come"),
    (exp.First, "first(): either may come"),
    (exp.Last, "last(): either may come"),
    (exp.PercentileCont, "quantile_cont()"),
    (exp.ApproxDistinct, "approx_count_distinct()"),
    (exp.JSONExtract, "reading in JSON"),
    (exp.TableSample, "a sample of rows"),
    (exp.Pivot, "pivot"),
    (exp.Rand, "random()"),
)
# Functions that sqlglot has no name for and that both engines spell and answer alike, and those with a rule below.
KNOWN = frozenset({"timezone"})


@lru_cache(maxsize=1024)
def spoken(sql: str, shape: Shape) -> str:
    """The select for Spark, its `$name` placeholders as `:name`.

    Raises:
        NotOnSpark: it has a construct that is not known to answer alike.
    """
    tree = _typed(sqlglot.parse_one(sql, dialect="duckdb"), shape)
    if why := next(_unspoken(tree), None):
        raise NotOnSpark(f"Spark is not known to answer {why}")
    return _reworded(tree, TYPED_RULES).sql(dialect="spark", unsupported_level=sqlglot.ErrorLevel.RAISE)


def _reworded(tree: exp.Expr, rules: "Sequence[Rule]") -> exp.Expr:
    """By each rule, what lies within before what holds it; what is put in a part's place is of the type that it had."""
    for node in reversed(list(tree.walk(bfs=False))):
        reworded = node
        for rule in rules:
            reworded = rule(reworded)
        if reworded is not node:
            reworded.type = node.type
            node.replace(reworded)
    return tree


def _typed(tree: exp.Expr, shape: Shape) -> exp.Expr:
    schema = shape.schema
    whole = qualify(
        _reworded(tree, PLAIN_RULES),
        dialect="duckdb",
        schema=schema,
        quote_identifiers=False,
        identify=False,
        validate_qualify_columns=False,
    )
    typed = annotate_types(whole, schema=schema, dialect="duckdb")
    return annotate_types(_reworded(typed, (_between,)), schema=schema, dialect="duckdb")


def _unspoken(tree: exp.Expr) -> Iterator[str]:
    for node in tree.walk():
        yield from (why for kind, why in REFUSED if isinstance(node, kind))
        if isinstance(node, exp.Anonymous) and node.name.lower() not in KNOWN:
            yield f"{node.name}()"
        if isinstance(node, exp.DateDiff) and _unit(node) != "DAY":
            yield f"date_diff('{_unit(node).lower()}'): DuckDB counts the boundaries between, Spark what has elapsed"
        if (
            isinstance(node, exp.Cast)
            and node.to.this in WHOLE
            and _is_open(node.this)
            and not isinstance(node.this, INTEGRAL)
        ):
            yield f"{node.sql('duckdb')[:80]}: rounded or cut, by a type that is not known here"
        if isinstance(node, exp.Sub) and _is(node.left, DAYS) and _is_open(node.right):
            yield f"{node.sql('duckdb')[:80]}: days or a day, by a type that is not known here"
        if isinstance(node, exp.ArgMax | exp.ArgMin) and not isinstance(node.expression, exp.Tuple | exp.Struct):
            yield f"{node.sql('duckdb')[:80]}: of equals either may come; give (order, what decides between equals)"
        if isinstance(node, exp.Explode | exp.Unnest) and not isinstance(
            node.parent, exp.From | exp.Join | exp.Lateral
        ):
            yield "unnest() in an expression: from unnest(...) as name (column) says it for both"
        if isinstance(node, exp.Filter) and isinstance(node.parent, exp.Window):
            yield "filter (where ...) over a window: case when says it for both"
        if isinstance(node, exp.PercentileDisc) and not _is(node.this, WHOLE):
            yield f"{node.sql('duckdb')[:80]}: Spark answers with a float, which is whole for whole numbers only"
        if isinstance(node, exp.Cast) and node.to.this in exp.DataType.TEXT_TYPES and _is(node.this, FRACTIONS):
            yield f"{node.sql('duckdb')[:80]}: each engine writes floats in its own way"


def _is(node: exp.Expr, kinds: object) -> bool:
    return node.type is not None and node.type.this in kinds  # type: ignore[operator]


def _is_open(node: exp.Expr) -> bool:
    """Whether nothing is known of its type, and it is neither a placeholder, which comes with its own, nor empty."""
    if not (node.type is None or _is(node, UNKNOWN)):
        return False
    return not all(isinstance(leaf, exp.Placeholder | exp.Parameter | exp.Null | exp.Literal) for leaf in _leaves(node))


def _leaves(node: exp.Expr) -> list[exp.Expr]:
    return [part for part in node.walk() if isinstance(part, exp.Column | exp.Func | exp.Query | exp.Placeholder)]


def _unit(node: exp.Expr) -> str:
    unit = node.args.get("unit")
    return unit.name.upper() if unit is not None else "DAY"


def _cast(node: exp.Expr, kind: str) -> exp.Expr:
    return exp.Cast(this=node, to=exp.DataType.build(kind, dialect="spark"))


def _call(name: str, *parts: exp.Expr) -> exp.Expr:
    return exp.Anonymous(this=name, expressions=list(parts))


def _double(node: exp.Expr) -> exp.Expr:
    return node if isinstance(node, exp.Cast) and node.to.this in FRACTIONS else _cast(node.copy(), "double")


def _power(digits: int) -> exp.Expr:
    return _cast(exp.Literal.string(f"1e{digits}"), "double")


def _pointed(node: exp.Expr) -> exp.Expr:
    """A number with a point is a decimal to both engines, and a float to sqlglot."""
    if not isinstance(node, exp.Literal) or node.is_string or "." not in node.name or "e" in node.name.lower():
        return node
    scale = len(node.name.split(".")[1])
    return _cast(node.copy(), f"decimal({max(len(node.name) - 1, scale + 1)},{scale})")


def _quotient(node: exp.Expr) -> exp.Expr:
    """Decimals are divided as floats: Spark would round each quotient to a few digits of its own choice."""
    return exp.Div(this=_double(node.left), expression=_double(node.right)) if isinstance(node, exp.Div) else node


def _mean(node: exp.Expr) -> exp.Expr:
    """So are medians of them."""
    return exp.Median(this=_double(node.this)) if isinstance(node, exp.Median) else node


def _average(node: exp.Expr) -> exp.Expr:
    """A mean of decimals is their sum, which is exact, over their count as a float; over a window the mean of floats."""
    if not isinstance(node, exp.Avg):
        return node
    if not _is(node.this, DECIMALS) or isinstance(node.parent, exp.Window):
        return exp.Avg(this=_double(node.this))
    count = exp.Nullif(this=exp.Count(this=node.this.copy()), expression=exp.Literal.number(0))
    total = exp.Sum(this=node.this.copy())
    return exp.Paren(this=exp.Div(this=_cast(total, "double"), expression=_cast(count, "double")))


def _part_of_day(node: exp.Expr) -> exp.Expr:
    """The day of the week from Monday, 1."""
    if isinstance(node, exp.Extract) and node.name.upper() == "ISODOW":
        return exp.Paren(this=exp.Add(this=_call("weekday", node.expression.copy()), expression=exp.Literal.number(1)))
    return node


def _limit(node: exp.Expr) -> exp.Expr:
    """How many rows at most, which Spark takes as an integer only."""
    if isinstance(node, exp.Limit) and not isinstance(node.expression, exp.Literal):
        node.set("expression", _cast(node.expression.copy(), "int"))
    return node


def _whole_number(node: exp.Expr) -> exp.Expr:
    """A float made whole is rounded, to even; a decimal too, away from nought. Spark cuts both."""
    if not (isinstance(node, exp.Cast) and node.to.this in WHOLE) or isinstance(node.this, INTEGRAL):
        return node
    if _is(node.this, FRACTIONS):
        node.set("this", _call("rint", node.this.copy()))
    elif _is(node.this, DECIMALS):
        node.set("this", _call("round", node.this.copy(), exp.Literal.number(0)))
    return node


def _wide(node: exp.Expr) -> exp.Expr:
    """A whole number of more digits than a bigint."""
    if isinstance(node, exp.Cast) and node.to.this == exp.DataType.Type.INT128:
        return _cast(node.this.copy(), "decimal(38,0)")
    return node


def _decimal(node: exp.Expr) -> exp.Expr:
    """A float made a decimal is multiplied and rounded away from nought; Spark rounds what it would print."""
    if not (isinstance(node, exp.Cast) and node.to.this in DECIMALS and _is(node.this, FRACTIONS)):
        return node
    if isinstance(node.this, exp.Literal):
        return node
    width, scale = (int(part.name) for part in node.to.expressions)
    value = exp.Mul(this=exp.Paren(this=node.this.copy()), expression=_power(scale))
    units = _cast(_call("round", value, exp.Literal.number(0)), "decimal(38,0)")
    unit = _cast(exp.Literal.string(f"1e-{scale}"), f"decimal({scale + 1},{scale})")
    return _cast(exp.Mul(this=units, expression=unit), f"decimal({width},{scale})")


def _rounded(node: exp.Expr) -> exp.Expr:
    """A float is rounded by multiplying; Spark rounds what it would print."""
    places = node.args.get("decimals") if isinstance(node, exp.Round) else None
    if places is None or not _is(node.this, FRACTIONS) or places.name == "0":
        return node
    if not isinstance(places, exp.Literal):
        raise NotOnSpark(f"Spark is not known to answer {node.sql('duckdb')[:80]}: to how many places must be written")
    power = _power(int(places.name))
    times = exp.Mul(this=exp.Paren(this=node.this.copy()), expression=power)
    return exp.Paren(this=exp.Div(this=_call("round", times, exp.Literal.number(0)), expression=power.copy()))


def _between(node: exp.Expr) -> exp.Expr:
    """Between two days lies a number, and whatever is worked out of it is one."""
    if isinstance(node, exp.Sub) and _is(node.left, DAYS) and _is(node.right, DAYS):
        return exp.DateDiff(this=node.left.copy(), expression=node.right.copy(), unit=exp.var("DAY"))
    return node


def _days(node: exp.Expr) -> exp.Expr:
    """A day and a number are a day."""
    if isinstance(node, exp.DateDiff):
        return _cast(_call("datediff", node.this.copy(), node.expression.copy()), "bigint")
    if not isinstance(node, exp.Add | exp.Sub):
        return node
    left, right = node.left, node.right
    if isinstance(node, exp.Add) and _is(right, DAYS) and not _is(left, DAYS):
        left, right = right, left
    if not _is(left, DAYS) or isinstance(right, exp.Interval):
        return node
    name = "date_sub" if isinstance(node, exp.Sub) else "date_add"
    return _call(name, left.copy(), _cast(right.copy(), "int"))


def _extreme(node: exp.Expr) -> exp.Expr:
    """Rows without the value are passed over, and in an order by several an empty one is the greatest."""
    if not isinstance(node, exp.ArgMax | exp.ArgMin):
        return node
    order = node.expression
    if isinstance(order, exp.Tuple | exp.Struct):
        parts = [part.expression if isinstance(part, exp.PropertyEQ) else part for part in order.expressions]
        each = [piece for part in parts for piece in (exp.Is(this=part.copy(), expression=exp.Null()), part.copy())]
        order = _call("struct", *each)
    known = exp.Not(this=exp.Is(this=exp.Paren(this=node.this.copy()), expression=exp.Null()))
    name = "max_by" if isinstance(node, exp.ArgMax) else "min_by"
    return _call(name, node.this.copy(), exp.Case(ifs=[exp.If(this=known, true=order.copy())]))


def _place_in_order(node: exp.Expr) -> exp.Expr:
    """The value at a share of an ordered column."""
    if not isinstance(node, exp.PercentileDisc):
        return node
    share = node.expression.this if isinstance(node.expression, exp.Cast) else node.expression
    value = f"percentile_disc({share.sql('spark')}) within group (order by {node.this.sql('spark')})"
    return _cast(exp.Var(this=value), "bigint")


def _clock(node: exp.Expr) -> exp.Expr:
    """A moment on the clock of a place."""
    if isinstance(node, exp.Anonymous) and node.name.lower() == "timezone":
        zone, moment = node.expressions
        return _call("from_utc_timestamp", moment.copy(), zone.copy())
    return node


Rule = Callable[[exp.Expr], exp.Expr]
# What is said so whatever the types of its parts, so that their types are known; and what is said by them.
PLAIN_RULES: tuple[Rule, ...] = (_pointed, _quotient, _mean)
TYPED_RULES: tuple[Rule, ...] = (
    _days,
    _whole_number,
    _wide,
    _decimal,
    _rounded,
    _extreme,
    _average,
    _part_of_day,
    _limit,
    _place_in_order,
    _clock,
)


def shaped(select: str, columns: dict[str, str]) -> str:
    """A select of Spark's whose columns have these types of DuckDB's."""
    listed = ", ".join(f"cast(`{column}` as {spark_type(kind)}) as `{column}`" for column, kind in columns.items())
    return f"select {listed} from ({select})"
