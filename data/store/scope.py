"""Filters applied once, to the tables a question reads, so that no page can forget them."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

import sqlglot
from sqlglot import exp
from sqlglot.optimizer.scope import traverse_scope

from data.store.choice import Choice

PREFIX = "chosen_"
# Tables that tell of no person and no sale: they stay whole under any filter. Every other table is filtered or refused.
REFERENCE = frozenset(
    {
        *("batches", "campaigns", "channels", "fx_constant", "fx_daily", "fx_rates", "market_calendar", "meta"),
        *("products", "promotions", "shop_currency", "shop_span", "source_files", "stores", "wallets"),
    }
)
# A question may read all orders of the customers it selects: `-- by customer: orders_mart` in its text says so.
BY_CUSTOMER = re.compile(r"^-- by customer: (\w+)$", re.MULTILINE)
SERIES = (exp.GenerateSeries, exp.Unnest)
PLAIN = {
    "this",
    "alias",
    "db",
    "catalog",
}  # parts of a table's mention that its filtered self keeps; a pivot or a sample is none


@lru_cache(maxsize=256)
def tables_of(sql: str) -> frozenset[str]:
    """The tables a select reads, its own CTEs left out."""
    return frozenset(table.name.lower() for table in _read_tables(sqlglot.parse_one(sql, dialect="duckdb")))


def scoped(question: str, sql: str, choice: Choice, columns: Mapping[str, frozenset[str]]) -> str:
    """The question's SQL with every fact table replaced by its chosen part.

    A table that the question declares to read by customer stays whole; it must be joined by `customer_id` to a part
    that is filtered, so that only the chosen customers' rows of it are seen.

    Args:
        question: its name, for the error.
        columns: the filter columns of each mart in the store.

    Raises:
        ValueError: a table lacks a chosen column or is not known to be reference data, so that the answer would be only
            partly filtered.
    """
    chosen = choice.chosen()
    if not chosen:
        return sql
    _refuse_unfiltered(question, sql, tuple(chosen), columns)
    shape = tuple((name, len(values)) for name, values in chosen.items())
    facts = tables_of(sql) - REFERENCE - frozenset(BY_CUSTOMER.findall(sql))
    return _rewritten(sql, shape, facts)


def bound(choice: Choice) -> dict[str, str]:
    """The values of the placeholders that `scoped` wrote."""
    return {f"{PREFIX}{name}_{i}": value for name, values in choice.chosen().items() for i, value in enumerate(values)}


def _refuse_unfiltered(question: str, sql: str, chosen: tuple[str, ...], columns: Mapping[str, frozenset[str]]) -> None:
    whole = frozenset(BY_CUSTOMER.findall(sql))
    if strays := _strays(sql, whole):
        raise ValueError(f"the question {question} reads {strays[0]}, which no filter can reach; clear the filters")
    facts = sorted(tables_of(sql) - REFERENCE - whole)
    if not facts:
        raise ValueError(f"the question {question} reads nothing that a filter could narrow; clear the filters")
    for table in facts:
        has = columns.get(table, frozenset())
        if lacking := [name for name in chosen if name not in has]:
            raise ValueError(
                f"the question {question} reads {table}, which has no {lacking[0]}; clear the {lacking[0]} filter"
            )


@lru_cache(maxsize=512)
def _strays(sql: str, whole: frozenset[str]) -> tuple[str, ...]:
    """What a filter would not reach: table functions, other schemas, statements, tables by customer that no customer holds."""
    tree = sqlglot.parse_one(sql, dialect="duckdb")
    if not isinstance(tree, exp.Query):
        return (f"a {type(tree).__name__.lower()} statement",)
    functions = [table for table in tree.find_all(exp.Table) if not isinstance(table.this, exp.Identifier)]
    strays = [table.this.sql("duckdb") for table in functions if not isinstance(table.this, SERIES)]
    read = _read_tables(tree)
    strays += [table.sql("duckdb") for table in read if table.db not in ("", "main") or table.catalog]
    strays += [table.sql("duckdb") for table in read if any(table.args[name] for name in table.args.keys() - PLAIN)]
    by_customer = [table for table in read if table.name.lower() in whole]
    strays += [f"all of {table.name}" for table in by_customer if not _is_joined_by_customer(table, whole)]
    return tuple(strays)


@lru_cache(maxsize=512)
def _rewritten(sql: str, shape: tuple[tuple[str, int], ...], facts: frozenset[str]) -> str:
    tree = sqlglot.parse_one(sql, dialect="duckdb")
    for table in _read_tables(tree):
        if table.name.lower() in facts:
            part = exp.select("*").from_(exp.to_table(table.name)).where(_condition(shape))
            table.replace(part.subquery(table.alias_or_name))
    return tree.sql(dialect="duckdb")


def _condition(shape: tuple[tuple[str, int], ...]) -> exp.Condition:
    # Built from nodes: sqlglot reads the text 'in ($a,$b)' as a dollar-quoted string.
    return exp.and_(
        *(
            exp.column(name).isin(*(exp.Placeholder(this=f"{PREFIX}{name}_{i}", kind="$") for i in range(count)))
            for name, count in shape
        )
    )


def _read_tables(tree: exp.Expr) -> list[exp.Table]:
    """Tables of the store, wherever they are named: all but functions and what resolves to a CTE in sight of it."""
    own = {
        id(table)
        for scope in traverse_scope(tree)
        for table in scope.tables
        if scope.sources.get(table.alias_or_name) is not table and not table.db
    }
    named = [table for table in tree.find_all(exp.Table) if isinstance(table.this, exp.Identifier)]
    return [table for table in named if id(table) not in own]


def _is_joined_by_customer(table: exp.Table, whole: frozenset[str]) -> bool:
    """Whether rows of a table are seen only through the customers of a filtered one: joined by customer_id, not from outside."""
    select = table.find_ancestor(exp.Select)
    if select is None:
        return False
    joins = [join for join in select.args.get("joins") or [] if join.kind in ("", "INNER")]
    begins = table.find_ancestor(exp.From, exp.Join)
    from_here = isinstance(begins, exp.From)
    holders = [join for join in joins if not join.side or (join.side == "LEFT" and join is begins)]
    holders = [join for join in holders if from_here or join is begins]
    unfiltered = {source.alias_or_name for source in select.find_all(exp.Table) if source.name.lower() in whole}
    pairs = [pair for join in holders for pair in _customer_equalities(join) if table.alias_or_name in pair]
    return any(pair - unfiltered for pair in pairs)


def _customer_equalities(join: exp.Join) -> Iterator[set[str]]:
    """For each `a.customer_id = b.customer_id` that the join requires, the two names."""
    on = join.args.get("on")
    for part in on.flatten() if isinstance(on, exp.And) else [on]:
        if isinstance(part, exp.EQ):
            sides = [side for side in (part.left, part.right) if isinstance(side, exp.Column)]
            if [side.name for side in sides] == ["customer_id"] * 2:
                yield {side.table for side in sides}
