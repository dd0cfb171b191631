"""Which layout a file that none claims is like, by its headers: in any case, a letter or a word apart; only where it is near."""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from data.sources.layout import Layout

NEAR = 0.6  # of a layout's required names: with fewer of them a file is another one
ALIKE = 0.8  # of the letters of two names
FEWEST = 2  # names that must agree letter for letter, whatever their case
GUESS = "`vetrina template mapping FILE` writes a mapping of it to mend and to load with --mapping"


def sentence(rows: Iterable[Sequence[str]], layouts: Sequence[Layout]) -> str:
    """What to do with a file that no layout claims.

    Args:
        rows: the cells of the rows that may be its header, normalised.
        layouts: those that are known; one that is refused is no advice.
    """
    known = [layout for layout in layouts if not layout.refuse and layout.required]
    best: tuple[float, str, dict[str, str]] | None = None
    for cells in rows:
        folded = {_folded(cell): cell for cell in cells if cell}
        for layout in known:
            if (likeness := _likeness(layout, folded)) and (best is None or likeness[0] > best[0]):
                best = (likeness[0], layout.name, likeness[1])
    if best is None:
        return f"no layout claims it, and none known here has headers like its own; {GUESS}"
    _, name, missing = best
    told = ", ".join(f"{want} (here {has!r}?)" if has else want for want, has in sorted(missing.items()))
    return f"no layout claims it; the nearest is {name}, and {told} is missing; export it whole, or: {GUESS}"


def _likeness(layout: Layout, folded: dict[str, str]) -> tuple[float, dict[str, str]] | None:
    """The share of the layout's required names that the header has, and the others, each with the cell that is like it."""
    names = {_folded(name): name for name in layout.required} | {
        _folded(each): name
        for each, name in zip(folded.values(), layout.canonical(list(folded.values()))[0], strict=True)
        if name in layout.required
    }
    met = {name for fold, name in names.items() if fold in folded}
    if len(met) < min(FEWEST, len(layout.required)):
        return None
    missing = dict.fromkeys(layout.required - met, "")
    taken = {fold for fold in folded if names.get(fold) in met}
    for name in sorted(missing):
        if near := _alike(_folded(name), tuple(sorted(folded.keys() - taken))):
            missing[name] = folded[near]
            taken.add(near)
    if not missing:  # its letters are there, in other capitals or with other marks
        missing = {name: folded[fold] for fold, name in names.items() if fold in folded and folded[fold] != name}
    share = (len(met) + sum(0.5 for has in missing.values() if has)) / len(layout.required)
    return (share, missing) if share >= NEAR else None


@lru_cache(maxsize=4096)
def _alike(name: str, others: tuple[str, ...]) -> str:
    shares = [(SequenceMatcher(None, name, other).ratio(), other) for other in others]
    share, other = max(shares, default=(0.0, ""))
    return other if share >= ALIKE else ""


def _folded(name: str) -> str:
    """A name by its letters and digits alone: Order_ID, order id and OrderId are one."""
    return re.sub(r"[\W_]+", "", name.casefold())
