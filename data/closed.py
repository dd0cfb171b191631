"""Closed lists: the words that stand in the store where a file may hold any text, and how a file's own words become them."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global

from data.quoting import literal

LISTS = Path(__file__).with_name("closed.toml")
# The euro's first year: a shop's file names no currency that was gone by then.
FIRST_YEAR = 1999
SIGNS = {
    "€": "EUR",
    "£": "GBP",
    "RMB": "CNY",
    "CNH": "CNY",
    "人民币": "CNY",
    "元": "CNY",
    "港币": "HKD",
    "美元": "USD",
    "欧元": "EUR",
}


@lru_cache(maxsize=1)
def currencies() -> frozenset[str]:
    """Codes of ISO 4217 that were money somewhere since 1999."""
    uses = (use for country in get_global("territory_currencies").values() for use in country)
    return frozenset(code for code, _, until, tender in uses if tender and (until is None or until[0] >= FIRST_YEAR))


@lru_cache(maxsize=1)
def zones() -> frozenset[str]:
    """Names of time zones that this machine knows; looking them up reads some six hundred files."""
    return frozenset(available_timezones())


@lru_cache(maxsize=1)
def markets() -> dict[str, str]:
    """Names and codes of countries, lower case -> two letters; names in English, Italian and Chinese."""
    codes = [code for code in map(str, Locale("en").territories) if len(code) == 2 and code.isalpha() and code != "ZZ"]
    named = {
        str(Locale(language).territories[code]).lower(): code
        for language in ("en", "it", "zh")
        for code in codes
        if code in Locale(language).territories
    }
    return {**named, **{code.lower(): code for code in codes}, "uk": "GB"}


def words() -> Mapping[str, list[str]]:
    """The closed lists by name."""
    lists: Mapping[str, list[str]] = _lists()["words"]
    return lists


def payment_methods() -> Mapping[str, str]:
    """Each payment method and the pattern that a system's name for it fits; the first that fits counts."""
    patterns: Mapping[str, str] = _lists()["payment_method"]
    return patterns


@lru_cache(maxsize=1)
def _lists() -> dict[str, Any]:
    return tomllib.loads(LISTS.read_text(encoding="utf-8"))


def known(name: str) -> Iterable[str]:
    """The words of one list as they stand in the store."""
    made = {
        "currency": currencies(),
        "market": set(markets().values()),
        "payment_method": [*payment_methods(), "other"],
    }
    return made[name] if name in made else words()[name]


def currency_sql(cell: str) -> str:
    """The code that a cell means, in any case; null where it is none."""
    signs = "map {" + ", ".join(f"{literal(sign)}: '{code}'" for sign, code in SIGNS.items()) + "}"
    code = f"coalesce({signs}[upper({cell})], upper({cell}))"
    return f"case when {cell} in ({listed(currencies())}) then {cell} when {code} in ({listed(currencies())}) then {code} end"


def market_sql(cell: str) -> str:
    """The two letters of a country's code or name; null where it is none."""
    known = "map {" + ", ".join(f"{literal(name)}: '{code}'" for name, code in markets().items()) + "}"
    return f"case when {cell} in ({listed(set(markets().values()))}) then {cell} when {cell} is not null then {known}[lower({cell})] end"


def payment_method_sql(cell: str) -> str:
    """What a system's name of a payment method comes to; `other` where it says nothing known."""
    cases = " ".join(
        f"when regexp_matches({cell}, {literal('(?i)' + pattern)}) then '{method}'"
        for method, pattern in payment_methods().items()
    )
    known = listed([*payment_methods(), "other"])
    return f"case when {cell} in ({known}) then {cell} {cases} when {cell} is not null then 'other' end"


def listed(entries: Iterable[str]) -> str:
    """A list of SQL texts."""
    return ", ".join(map(literal, sorted(entries)))
