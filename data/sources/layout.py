"""What a source tells the loader about one kind of file: its header set, and the select that makes canonical rows of it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

Landing = Literal[
    "wallet",
    "settlement",
    "order",
    "refund",
    "fx",
    "exposure",
    "spend",
    "product",
    "series",
    "budget",
    "bank",
    "contract",
    "customer",
    "stock",
    "receipt",
    "gift_card",
]


@dataclass(frozen=True)
class Declared:
    """A total the file states about itself, to be compared with what was read.

    `sql` is an aggregate over the landing rows of the file that should equal `value`, e.g. `sum(gross) filter (txn_type = 'payment')`.
    """

    name: str
    value: Decimal
    sql: str


@dataclass(frozen=True)
class Frame:
    """What stands around the rows of a file: the lines before the header and after the last row, as text; totals by header name too."""

    file_name: str
    before: list[str]
    after: list[str]
    totals: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class About:
    """What a file says of itself outside its rows.

    `first_on` and `last_on` are the days a report covers when its rows name none (`file.first_on`, `file.last_on` in the select); `payout_ref` and
    `payout_on` are the number and the day of the payout that it explains (`file.payout_ref`, `file.payout_on`).
    """

    account_id: str | None = None
    declared: tuple[Declared, ...] = ()
    first_on: date | None = None
    last_on: date | None = None
    payout_ref: str | None = None
    payout_on: date | None = None


@dataclass(frozen=True)
class Layout:
    """One layout of one system.

    Attributes:
        system: the system's name in every canonical row, e.g. `shopify`.
        name: the layout's own name, e.g. `shopify_orders`.
        landing: which landing table (data/landing/<landing>.sql) the select fills.
        required: normalised header names that must all be there.
        optional: names the select also reads; one that a file lacks is staged as null.
        more: pattern of further headers the select reads where a file has them (`USD`, `line_item_3`). All other headers of a file are text
            that no SQL ever names.
        places: the name in `staged` of each header that is not ours to write into SQL, as those of a user's mapping; a shipped layout's headers
            keep theirs.
        select: SQL over the tables `staged` (row_no and one varchar column for each header above) and `file` (one row: file_name, account_id,
            tz, currency, minor_units), naming columns of the landing table. Renames and casts, nothing else.
        tz: zone of times without one; None where the file's rows name it or the user must (`--tz`).
        needs: what the user must say because no file does: any of `tz`, `currency`.
        day_first: whether the language of the headers writes the day before the month; None where it does not say.
        yields_to: names of layouts that tell the same money of the same account in full: where one of their files tells an event, this one's is
            not counted beside it (wallet landings only).
        refuse: set where the file is known and must not be loaded: the sentence that says why and what to load instead.
        footer: whether a staged row (list of cells) is a footer or total, not data.
        total: whether a row, as header name -> cell, is a total of the others; kept apart like a footer.
        about: reads account and declared totals from the lines around the rows.
        surplus: headers whose text may hold unquoted separators: the first that, given a row's surplus cells, makes it fit takes them; none
            where rows are quoted properly.
        blanks_are_cells: whether an empty cell is written as a blank, so that a blank beyond the header's width shows that a text was cut.
        fits: whether a row, as header name -> cell, has its cells under the right headers; None where any place will do.
        joins: files of the same load that are read together with this one; each has a layout of its own, which is a part of this one.
        part_of: the name of the layout whose rows this one's complete, so that it loads nothing by itself.
        aliases: other spellings of a header, pattern -> name in `required` or `optional`; see `canonical`.
        personal: columns that name a person under any header; their text is kept nowhere.
        whole_orders: every row of an order stands in the file, so a changed order replaces the stored one (order landings only).
        is_mapped: whether a mapping describes it.
        is_given: whether the user's own mapping describes it; it reads the files that it claims before layouts that know more of their columns.
        amounts: columns of `staged` with money whose marks nobody states: 1.234 is refused where no other amount of the file tells what its
            point is; those that a shipped select reads as `money` are added.
        currency: what the mapping says of every row of the file.
        channel: the channel of all that its system sells or pays: what a marketplace charges is a commission, what others do a fee.
    """

    system: str
    name: str
    landing: Landing
    required: frozenset[str]
    select: str
    optional: frozenset[str] = frozenset()
    more: str | None = None
    places: Mapping[str, str] = field(default_factory=dict)
    tz: str | None = None
    needs: frozenset[str] = frozenset()
    day_first: bool | None = None
    yields_to: frozenset[str] = frozenset()
    refuse: str | None = None
    footer: Callable[[list[str]], bool] | None = None
    total: Callable[[Mapping[str, str]], bool] | None = None
    about: Callable[[Frame], About] = field(default=lambda frame: About())
    surplus: tuple[str, ...] = ()
    blanks_are_cells: bool = False
    fits: Callable[[Mapping[str, str]], bool] | None = None
    whole_orders: bool = True
    personal: frozenset[str] = frozenset()
    aliases: Mapping[str, str] = field(default_factory=dict)
    joins: tuple["Join", ...] = ()
    part_of: str | None = None
    is_mapped: bool = False
    is_given: bool = False
    currency: str | None = None
    channel: str | None = None
    amounts: frozenset[str] = frozenset()

    @cached_property
    def open_amounts(self) -> frozenset[str]:
        """The columns of `staged` that hold money and whose marks nobody states."""
        return self.amounts if self.is_mapped else self.amounts | set(re.findall(r'\bmoney\("([^"]+)"\)', self.select))

    def staged(self, header: str) -> str | None:
        """The column of `staged` that holds this header's cells; None where the select does not read it."""
        is_read = header in self.required or header in self.optional or self._is_more(header)
        return self.places.get(header, header) if is_read else None

    def _is_more(self, header: str) -> bool:
        return self.more is not None and re.fullmatch(self.more, header) is not None

    def canonical(self, headers: Sequence[str]) -> tuple[list[str], str | None]:
        """The layout's own names for a file's normalised headers, and the currency a header states.

        A header that is one of the layout's names stays; one that is an optional name in other letters (`Brand`) is that.
        Otherwise the first alias whose pattern matches all of it, in any case, gives the name,
        once: a second header for the same name keeps its own. A pattern with a group `currency` reads it: `Amount spent (EUR)` states EUR.
        """
        names, currency = list(headers), None
        taken = set(names) & (self.required | self.optional)
        for at, header in enumerate(headers):
            if header in taken:
                continue
            for name, stated in self._spellings(header):
                if name not in taken:
                    names[at] = name
                    taken.add(name)
                    currency = currency or stated
                    break
        return names, currency.upper() if currency else None

    def _spellings(self, header: str) -> list[tuple[str, str | None]]:
        """The names a header may stand for, with the currency it states; remembered, as a file's head is read line by line."""
        if header not in self._remembered:
            same = [(name, None) for name in self._folded.get(header.casefold(), ())]
            self._remembered[header] = [*same, *self._aliased(header)]
        return self._remembered[header]

    def _aliased(self, header: str) -> list[tuple[str, str | None]]:
        if not self._any_alias.fullmatch(header):
            return []
        matches = [(name, re.fullmatch(pattern, header, re.IGNORECASE)) for pattern, name in self.aliases.items()]
        return [(name, match.groupdict().get("currency")) for name, match in matches if match]

    @cached_property
    def unmistakable(self) -> frozenset[str]:
        """Required names that no other spelling stands for: a row of cells without any of them is no header of this layout."""
        return self.required - self.optional - set(self.aliases.values())

    @cached_property
    def _remembered(self) -> dict[str, list[tuple[str, str | None]]]:
        return {}

    @cached_property
    def _folded(self) -> dict[str, list[str]]:
        """The optional names by how they read in any case."""
        folded: dict[str, list[str]] = {}
        for name in self.optional:
            folded.setdefault(name.casefold(), []).append(name)
        return folded

    @cached_property
    def _any_alias(self) -> re.Pattern[str]:
        """Fits a header that any alias fits: few do, and one look says so."""
        unnamed = [re.sub(r"\(\?P<\w+>", "(?:", pattern) for pattern in self.aliases]
        return re.compile("|".join(f"(?:{pattern})" for pattern in unnamed) or r"(?!)", re.IGNORECASE)


@dataclass(frozen=True)
class Join:
    """A file that is read together with another one.

    Attributes:
        name: what the mapping calls it.
        part: its layout; its columns are staged under places that the whole layout knows too.
        on: pairs of places, of the whole file and of this one, that must be equal.
        is_many: whether a row of the whole file may have several rows here, each of which makes one of its own; else two different ones
            are a conflict.
    """

    name: str
    part: Layout
    on: tuple[tuple[str, str], ...]
    is_many: bool
