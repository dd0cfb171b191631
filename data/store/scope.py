"""Filters and the reader's rights applied once, to the tables a question reads, so that no page can forget them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

import sqlglot
from sqlglot import exp
from sqlglot.optimizer.scope import traverse_scope

from data.quoting import name as quoted
from data.store.cells.gate import HIDDEN, Joined
from data.store.choice import Choice, Money
from data.store.money import STATED, stated
from data.store.policy import MAY_SEE, RECOUNTED, Bound, refuse_out_of_reach, within
from data.store.rights import WHOLE, Rights

PREFIX = "chosen_"
NONE: Mapping[str, tuple[str, ...]] = MappingProxyType({})
# Tables that tell of no person and no sale: they stay whole under any filter. Every other table is filtered or refused.
REFERENCE = frozenset(
    {
        *(
            "batches",
            "budget_cells",
            "campaigns",
            "channels",
            "fx_bases",
            "fx_constant",
            "fx_daily",
            "fx_rates",
            "market_calendar",
            "meta",
        ),
        "day_notes",
        *(
            "products",
            "promotions",
            "shop_currency",
            "shop_span",
            "source_files",
            "stores",
            "wallet_contracts",
            "wallets",
            "marketplaces",
        ),
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
def _parsed(sql: str) -> exp.Expr:
    """The select as a tree, which nobody changes: reading it again costs more than what is asked of it."""
    return sqlglot.parse_one(sql, dialect="duckdb")


@lru_cache(maxsize=256)
def tables_of(sql: str) -> frozenset[str]:
    """The tables a select reads, its own CTEs left out."""
    return frozenset(table.name.lower() for table in _read_tables(_parsed(sql)))


def scoped(
    question: str,
    sql: str,
    choice: Choice,
    columns: Mapping[str, frozenset[str]],
    amounts: Mapping[str, tuple[str, ...]] = NONE,
    rights: Rights = WHOLE,
    joined: tuple[Joined, ...] = (),
) -> str:
    """The question's SQL with every fact table replaced by its chosen part that the reader may see, amounts in the currency chosen.

    A table that the question declares to read by customer stays whole within the reader's rights; it must be joined by
    `customer_id` to a part that is filtered, so that only the chosen customers' rows of it are seen.

    Args:
        question: its name, for the error.
        columns: the filter columns of each mart in the store.
        amounts: the columns of amounts of each mart that has any.
        rights: of the reader.
        joined: values that are called hidden, in every table that has their columns.

    Raises:
        ValueError: a table lacks a chosen column or is not known to be reference data, so that the answer would be only
            partly filtered; or it holds amounts that cannot be stated in the currency chosen.
        OutOfReach: a table lacks a column by which the reader's rights are bounded.
    """
    chosen, bounds = choice.chosen(), rights.bounds()
    if not chosen and not bounds and choice.money is None and not joined:
        return sql
    whole = frozenset(BY_CUSTOMER.findall(sql))
    facts = tables_of(sql) - REFERENCE - whole
    if bounds:
        refuse_out_of_reach(question, tables_of(sql), _strays(sql, whole), bounds, columns)
    if chosen:
        _refuse_unfiltered(question, sql, tuple(chosen), columns)
    if choice.money is not None:
        stated_so = {table for table in facts if table in STATED or (table in columns and table not in amounts)}
        if unstated := sorted((facts - stated_so) | whole):
            raise ValueError(
                f"the question {question} reads {unstated[0]}, whose amounts are not stated in {choice.money.currency}; "
                "ask in the currency of the shop"
            )
    picked = tuple(Bound(PREFIX, name, len(values)) for name, values in chosen.items())
    parts = tuple(
        (table, conditions)
        for table in sorted(tables_of(sql))
        if (conditions := (*(picked if table in facts else ()), *within(table, bounds, columns)))
        or (table in facts and (choice.money is not None or joined))
    )
    held = tuple((table, amounts[table]) for table in sorted(facts) if table in amounts)
    called = {
        table: tuple(each for each in joined if columns.get(table, frozenset()).issuperset(each.columns))
        for table in facts
    }
    return _rewritten(sql, parts, choice.money, held, tuple(sorted(called.items())))


def bound(choice: Choice, rights: Rights = WHOLE, sql: str = "") -> dict[str, str]:
    """The values of the placeholders that `scoped` wrote.

    Args:
        sql: what it wrote; rights find no place in a question that reads only what all may see.
    """
    held = _values(MAY_SEE, rights.bounds())
    return _values(PREFIX, choice.chosen()) | {name: value for name, value in held.items() if f"${name}" in sql}


def _values(prefix: str, bounds: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {f"{prefix}{name}_{i}": value for name, values in bounds.items() for i, value in enumerate(values)}


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
    tree = _parsed(sql)
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
def _rewritten(
    sql: str,
    parts: tuple[tuple[str, tuple[Bound, ...]], ...],
    money: Money | None,
    amounts: tuple[tuple[str, tuple[str, ...]], ...],
    called: tuple[tuple[str, tuple[Joined, ...]], ...],
) -> str:
    tree, columns, narrowed = _parsed(sql).copy(), dict(amounts), dict(parts)
    joined = dict(called)
    for table in _read_tables(tree):
        name = table.name.lower()
        if name in narrowed:
            is_stated = money is not None and name in columns
            part = (
                stated(table.name, columns[name], money)
                if is_stated and money
                else f"select * from {quoted(table.name)}"
            )
            chosen = sqlglot.parse_one(part, dialect="duckdb", into=exp.Select)
            for condition in narrowed[name]:
                chosen = chosen.where(condition.written())
            rights = [condition for condition in narrowed[name] if condition.prefix == MAY_SEE]
            if name in RECOUNTED and rights:
                chosen = _recounted(name, chosen, rights)
            for each in joined.get(name, ()):
                chosen = _called_hidden(chosen, each)
            table.replace(chosen.subquery(table.alias_or_name))
    return tree.sql(dialect="duckdb")


def _called_hidden(seen: exp.Select, joined: Joined) -> exp.Select:
    """The rows with the values of cells that are not shown called `HIDDEN`."""
    held = [exp.func("coalesce", exp.column(column), exp.Literal.string("")) for column in joined.columns]
    cells = [
        exp.and_(*(value.copy().eq(exp.Literal.string(of)) for value, of in zip(held, cell, strict=True)))
        for cell in joined.cells
    ]
    named = ", ".join(
        f"case when {exp.or_(*cells).sql('duckdb')} then '{HIDDEN}' else {quoted(column)} end as {quoted(column)}"
        for column in joined.columns
    )
    wide = sqlglot.parse_one(f"select * replace ({named}) from seen", dialect="duckdb", into=exp.Select)
    next(wide.find_all(exp.Table)).replace(seen.subquery("seen"))
    return wide


def _recounted(table: str, seen: exp.Select, rights: Iterable[Bound]) -> exp.Select:
    """The rows that are seen, with what each of them says of the customer's other orders counted over those within the rights."""
    own = exp.select("*").from_(quoted("orders_mart"))
    for condition in rights:
        own = own.where(condition.written())
    counted = sqlglot.parse_one(RECOUNTED[table], dialect="duckdb", into=exp.Select)
    for named in list(counted.find_all(exp.Table)):
        named.replace((seen if named.name == "seen" else own).subquery(named.alias_or_name))
    return counted


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
