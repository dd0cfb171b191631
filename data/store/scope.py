"""Filters applied once, to the tables a question reads, so that no page can forget them."""

from collections.abc import Mapping
from functools import lru_cache

import sqlglot
from sqlglot import exp
from sqlglot.optimizer.scope import traverse_scope

from data.store.choice import Choice

PREFIX = "chosen_"


@lru_cache(maxsize=256)
def tables_of(sql: str) -> frozenset[str]:
    """The tables a select reads, its own CTEs left out."""
    return frozenset(table.name for table in _read_tables(sqlglot.parse_one(sql, dialect="duckdb")))


def scoped(question: str, sql: str, choice: Choice, columns: Mapping[str, frozenset[str]]) -> str:
    """The question's SQL with every fact table replaced by its chosen part.

    Args:
        question: its name, for the error.
        columns: the filter columns of each table in the store. A table with none of them is reference data
            (rates, calendars) and stays whole.

    Raises:
        ValueError: a fact table lacks a chosen column, so that the answer would be only partly filtered.
    """
    chosen = choice.chosen()
    if not chosen:
        return sql
    shape = tuple((name, len(values)) for name, values in chosen.items())
    facts = {table: columns[table] for table in tables_of(sql) if columns.get(table)}
    for table, has in facts.items():
        if lacking := [name for name in chosen if name not in has]:
            raise ValueError(
                f"the question {question} reads {table}, which has no {lacking[0]}; clear the {lacking[0]} filter"
            )
    return _rewritten(sql, shape, frozenset(facts))


def bound(choice: Choice) -> dict[str, str]:
    """The values of the placeholders that `scoped` wrote."""
    return {f"{PREFIX}{name}_{i}": value for name, values in choice.chosen().items() for i, value in enumerate(values)}


@lru_cache(maxsize=512)
def _rewritten(sql: str, shape: tuple[tuple[str, int], ...], facts: frozenset[str]) -> str:
    tree = sqlglot.parse_one(sql, dialect="duckdb")
    for table in _read_tables(tree):
        if table.name in facts:
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
    named = {cte.alias for cte in tree.find_all(exp.CTE)}
    found = [source for scope in traverse_scope(tree) for source in scope.tables]
    return [table for table in found if not (table.name in named and not _is_own_cte(table))]


def _is_own_cte(table: exp.Table) -> bool:
    """A CTE that reads the table it is named after (`with daily as (select ... from daily)`) reads the real one."""
    cte = table.find_ancestor(exp.CTE)
    within = cte.find_ancestor(exp.With) if cte is not None and cte.alias == table.name else None
    return within is not None and not within.args.get("recursive")
