"""docs/layouts.md: every layout that is read without a mapping of the user's, by what it is recognised and how it is known."""

import tomllib
from collections.abc import Iterable
from pathlib import Path

from data.mapping import mapped
from data.sources import layouts
from data.sources.layout import Layout

FILE = Path(__file__).with_name("evidence.toml")
LEVELS = {
    "real": "a file of the system was read",
    "source": "the program that writes it was read",
    "documented": "its description, or an integrator's schema, was read",
    "inferred": "put together from programs that read it",
    "own": "our own list or example",
}
PLACES = {
    "wallet": "Payments",
    "settlement": "Evidence of payouts",
    "order": "Orders",
    "fx": "Exchange rates",
    "exposure": "Who was offered a promotion",
    "spend": "Campaigns",
    "product": "Products",
    "customer": "Customers",
    "series": "How trade as a whole went",
    "budget": "Budgets",
    "bank": "Bank statements",
    "contract": "What wallets may cost",
    "stock": "Stock",
    "receipt": "Goods received",
    "gift_card": "Gift cards",
    "refund": "Refunds in a file of their own",
}


def evidence() -> dict[str, str]:
    """The level of each layout, by its name."""
    listed = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {str(name): level for level, names in listed.items() for name in names}


def page() -> str:
    """The whole page."""
    known = [layout for layout in (*layouts(), *mapped()) if layout.part_of is None]
    places = [place for place in PLACES if any(layout.landing == place for layout in known)]
    parts = [_head(), *(_section(PLACES[place], known, place) for place in places), _refused(known)]
    return "\n".join(parts)


def _head() -> str:
    levels = "\n".join(f"- **{level}**: {words}" for level, words in LEVELS.items())
    return f"""# Layouts

Written by `make docs` from the layouts themselves; [sources.md](sources.md) says what is made of each. A file is recognised by the headers named
here, in any order, beside any others; other spellings and languages of a header are read as the one shown.

*Known by* says how good the evidence of a layout is:

{levels}

*Say* names what such a file leaves open: `--tz`, `--currency`. *Gives way to* names the layouts that tell the same money in full: an event
that one of their files tells is never counted a second time.
"""


def _section(title: str, known: Iterable[Layout], place: str) -> str:
    rows = [layout for layout in known if layout.landing == place and not layout.refuse]
    levels = evidence()
    lines = [
        f"## {title}\n",
        "| layout | recognised by | known by | say | gives way to |",
        "| --- | --- | --- | --- | --- |",
    ]
    for layout in sorted(rows, key=lambda each: (each.system, each.name)):
        lines.append(
            f"| {layout.name} | {_headers(layout)} | {levels[layout.name]} | {_asked(layout)} | {_names(layout.yields_to)} |"
        )
    return "\n".join(lines) + "\n"


def _refused(known: Iterable[Layout]) -> str:
    lines = ["## Known and refused\n", "| layout | recognised by | why |", "| --- | --- | --- |"]
    lines += [
        f"| {each.name} | {_headers(each)} | {each.refuse} |"
        for each in sorted(known, key=lambda each: each.name)
        if each.refuse
    ]
    return "\n".join(lines) + "\n"


def _headers(layout: Layout) -> str:
    own = ", ".join(name.replace("|", "\\|") for name in sorted(layout.required, key=str.casefold))
    return "; with: ".join([own, *(_headers(join.part) for join in layout.joins)])


def _asked(layout: Layout) -> str:
    return ", ".join(f"`--{need}`" for need in sorted(layout.needs, reverse=True))


def _names(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
