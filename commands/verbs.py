"""Which verbs there are, in groups, as the help lists them. The module of a verb has its name."""

from dataclasses import dataclass

STORE, FILES = "python -m data", "python -m analytics"


@dataclass(frozen=True)
class Verb:
    """One command.

    Attributes:
        name: as it is typed, and of its module in `commands`.
        help: what it does, in half a line.
        door: an older way to start it, which goes on working; empty for a verb that never had one.
    """

    name: str
    help: str
    door: str = ""


GROUPS: dict[str, tuple[Verb, ...]] = {
    "your files": (
        Verb("load", "load files, folders and zips", STORE),
        Verb("template", "print an empty file of our own layouts, e.g. exposures", STORE),
        Verb("identity", "why these orders are one customer; undo a merge", STORE),
    ),
    "the store": (
        Verb("status", "version, freshness, rows, last loads", STORE),
        Verb("verify", "check every version that is kept: checksum, every block, counts"),
        Verb("restore", "point to a version that is there: the newest whole one", STORE),
        Verb("renew", "bring a store of an earlier Vetrina up to date", STORE),
        Verb("note", "pin a note to a day, for charts and exports; list and remove notes"),
        Verb("forget", "erase a person: from every table, version and kept answer"),
        Verb("key", "say which key the store has; rotate it"),
        Verb("publish", "write the version published for Spark, which reads it beyond one machine"),
        Verb("sample", "build the sample shop, with its planted effects beside it", STORE),
    ),
    "answers": (
        Verb("query", "print the answer to a select as CSV", STORE),
        Verb("report", "write a page as a PDF, a workbook or a page of HTML"),
        Verb("bundle", "write a month as one zip: all pages, all tables"),
        Verb("month-end", "write a month for the books: journal, wallets, what does not agree"),
    ),
    "models on the store": (
        Verb("promotions", "which promotions earned margin, how likely, and what to do about each"),
        Verb("launch", "did a new channel pay: extra sales, moved sales, margin after fees"),
        Verb("design", "before a test: how many, how long, and how small an effect would show"),
    ),
    "models on a file of your own, without a store": (
        Verb("cohorts", "who comes back, month after month, by when they first bought", FILES),
        Verb("lifetime", "what each customer will still buy and be worth", FILES),
        Verb("uplift", "what a randomised promotion brought, and by whom", FILES),
        Verb("elasticity", "how quantities answer to prices", FILES),
        Verb("rebound", "how much of a rebound after a closure is beyond the no-shock scenario", FILES),
    ),
}


def verbs(program: str) -> dict[str, Verb]:
    """The verbs that a program has, by name: all of them behind `vetrina`, the old ones behind each door."""
    every = (verb for group in GROUPS.values() for verb in group)
    return {verb.name: verb for verb in every if program in ("vetrina", verb.door)}


def overview(program: str) -> str:
    """The help of a program: its verbs in groups."""
    known = verbs(program)
    lines = [f"usage: {program} VERB ...", "", f"`{program} VERB --help` says what a verb takes."]
    for title, group in GROUPS.items():
        if shown := [verb for verb in group if verb.name in known]:
            lines += ["", f"{title}:", *(f"  {verb.name:<12}{verb.help}" for verb in shown)]
    return "\n".join(lines)
