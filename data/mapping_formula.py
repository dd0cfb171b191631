"""A value worked out of several cells: `if([Type] = 'Return', -[Amount], [Amount])`.

Numbers, texts in quotes, columns in square brackets, + - * /, comparisons, `and or not` and five functions. A formula is read here into
a tree and written as SQL of our own words: nothing of its text but quoted literals ever stands in a statement.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from data.files.header import normalised
from data.quoting import literal

Kind = Literal["amount", "text", "truth"]
FUNCTIONS = {
    "if": "if(condition, then, else): one of two values; without the last one, empty",
    "first": "first(a, b, ...): the first that is not empty",
    "abs": "abs(a): an amount without its sign",
    "round": "round(a, 2): an amount to so many decimals",
    "least": "least(a, b, ...): the smallest amount",
}
_COUNTS = {"if": (2, 3), "first": (2, 20), "abs": (1, 1), "round": (2, 2), "least": (2, 20)}
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|\[(?P<column>[^\]]+)\]|'(?P<text>[^']*)'|(?P<word>[a-z]+)|(?P<mark><=|>=|<>|[-+*/(),=<>]))"
)
_DEEPEST = 40
_AMOUNT = "decimal(18, 6)"
Reader = Callable[[str], str]  # the SQL of an amount, given the SQL of its text


class BadFormula(ValueError):
    """The text is no formula; the message says what is wrong with it."""


@dataclass(frozen=True)
class Formula:
    """A formula that was read.

    Attributes:
        columns: the headers it names, in order, each once.
        counted: those of them that are read as amounts.
    """

    tree: "Node"
    columns: tuple[str, ...]
    counted: tuple[str, ...]

    @classmethod
    def read(cls, text: str, kind: Kind) -> "Formula":
        """The formula of a value of this kind.

        Raises:
            BadFormula: it cannot be read, or makes no value of this kind.
        """
        tree = _Reading(text).whole()
        found: list[tuple[str, Kind]] = []
        _walk(tree, kind, found)
        columns = tuple(dict.fromkeys(name for name, _ in found))
        return cls(tree, columns, tuple(dict.fromkeys(name for name, read in found if read == "amount")))

    def sql(self, kind: Kind, places: Mapping[str, str], amount: Reader) -> str:
        """The SQL of its value.

        Args:
            places: the column of the staged table under each header.
            amount: how a cell is read as an amount, in the mapping's own marks.
        """
        return _sql(self.tree, kind, places, amount)


@dataclass(frozen=True)
class Node:
    """A number, a text, a column, an operator or a function; `parts` are what it works on."""

    what: str
    value: str = ""
    parts: tuple["Node", ...] = ()


class _Reading:
    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, str]] = []
        self.depth = 0
        at = 0
        while text[at:].strip():
            match = _TOKEN.match(text, at)
            if match is None or match.lastgroup is None:
                raise BadFormula(f"{text[at:].strip()[:20]!r} is not understood; columns stand in [ ], texts in ' '")
            self.tokens.append((match.lastgroup, match[match.lastgroup]))
            at = match.end()

    def whole(self) -> Node:
        tree = self._either()
        if self.tokens:
            raise BadFormula(f"nothing may stand before {self.tokens[0][1]!r}")
        return tree

    def _take(self, *values: str) -> str | None:
        if self.tokens and self.tokens[0][0] in {"word", "mark"} and self.tokens[0][1] in values:
            return self.tokens.pop(0)[1]
        return None

    def _need(self, value: str) -> None:
        if self._take(value) is None:
            raise BadFormula(
                f"a {value} is missing" + (f" before {self.tokens[0][1]!r}" if self.tokens else " at the end")
            )

    def _row(self, deeper: Callable[[], Node], *marks: str) -> Node:
        node = deeper()
        while mark := self._take(*marks):
            node = Node(mark, parts=(node, deeper()))
        return node

    def _either(self) -> Node:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise BadFormula("its brackets lie too deep")
        node = self._row(lambda: self._row(self._not, "and"), "or")
        self.depth -= 1
        return node

    def _not(self) -> Node:
        negated = False
        while self._take("not"):
            negated = not negated
        node = self._compared()
        return Node("not", parts=(node,)) if negated else node

    def _compared(self) -> Node:
        node = self._sum()
        mark = self._take("=", "<>", "<", "<=", ">", ">=")
        return Node(mark, parts=(node, self._sum())) if mark else node

    def _sum(self) -> Node:
        return self._row(lambda: self._row(self._signed, "*", "/"), "+", "-")

    def _signed(self) -> Node:
        negated = False
        while self._take("-"):
            negated = not negated
        node = self._atom()
        return Node("minus", parts=(node,)) if negated else node

    def _atom(self) -> Node:
        if self._take("("):
            node = self._either()
            self._need(")")
            return node
        if not self.tokens:
            raise BadFormula("it ends too early")
        what, value = self.tokens.pop(0)
        if what == "word":
            return self._function(value)
        if what == "mark":
            raise BadFormula(f"a value is wanted where {value!r} stands")
        return Node(what, normalised(value) if what == "column" else value)

    def _function(self, name: str) -> Node:
        if name not in FUNCTIONS:
            raise BadFormula(f"{name!r} is no function; there is {', '.join(FUNCTIONS)}; columns stand in [ ]")
        self._need("(")
        parts = [self._either()]
        while self._take(","):
            parts.append(self._either())
        self._need(")")
        fewest, most = _COUNTS[name]
        if not fewest <= len(parts) <= most:
            raise BadFormula(f"{FUNCTIONS[name]}; {len(parts)} values are given")
        return Node(name, parts=tuple(parts))


def _kinds(node: Node, kind: Kind) -> Sequence[Kind]:
    """The kinds of a node's parts where the node is of this kind.

    Raises:
        BadFormula: it cannot be.
    """
    if node.what in {"if", "first"}:
        return ("truth", kind, kind)[: len(node.parts)] if node.what == "if" else [kind] * len(node.parts)
    made: Kind = "text" if node.what in {"text", "column"} else "amount"
    if node.what in {"and", "or", "not", "=", "<>", "<", "<=", ">", ">="}:
        made = "truth"
    fits = made == kind or (node.what == "column" and kind == "amount") or (node.what == "number" and kind == "text")
    if not fits:
        wanted = {"amount": "an amount", "text": "a text", "truth": "a condition"}[kind]
        raise BadFormula(f"{wanted} is wanted where {node.value or node.what!r} stands")
    if node.what in {"=", "<>"} and any(_is_text(part) for part in node.parts):
        return ["text"] * 2
    return ["truth" if node.what in {"and", "or", "not"} else "amount"] * len(node.parts)


def _is_text(node: Node) -> bool:
    return node.what == "text" or (node.what in {"if", "first"} and any(_is_text(part) for part in node.parts[-2:]))


def _walk(node: Node, kind: Kind, found: list[tuple[str, Kind]]) -> None:
    kinds = _kinds(node, kind)
    if node.what == "column":
        found.append((node.value, kind))
    for part, part_kind in zip(node.parts, kinds, strict=True):
        _walk(part, part_kind, found)


def _sql(node: Node, kind: Kind, places: Mapping[str, str], amount: Reader) -> str:
    if node.what == "column":
        return amount(places[node.value]) if kind == "amount" else places[node.value]
    if node.what == "text" or node.what == "number":
        return f"{node.value}::{_AMOUNT}" if kind == "amount" else literal(node.value)
    parts = [
        _sql(part, part_kind, places, amount) for part, part_kind in zip(node.parts, _kinds(node, kind), strict=True)
    ]
    return _written(node, parts)


def _written(node: Node, parts: Sequence[str]) -> str:
    what = node.what
    if what == "if":
        return f"case when {parts[0]} then {parts[1]} else {parts[2] if len(parts) > 2 else 'null'} end"
    if what in {"and", "or"}:
        return f"({parts[0]} {what} {parts[1]})"
    if what == "not":
        return f"(not coalesce({parts[0]}, false))"
    if what in {"=", "<>"} and any(_is_text(part) for part in node.parts):
        return f"(coalesce({parts[0]}, '') {what} coalesce({parts[1]}, ''))"
    if what in {"=", "<>", "<", "<=", ">", ">="}:
        return f"({parts[0]} {what} {parts[1]})"
    if what == "first":
        return f"coalesce({', '.join(parts)})"
    sums = {
        "minus": "-({0})", "abs": "abs({0})", "+": "({0}) + ({1})", "-": "({0}) - ({1})", "*": "({0}) * ({1})",
        "/": "round(({0})::double / nullif({1}, 0), 6)", "round": "round(({0})::double, ({1})::integer)",
    }  # fmt: skip
    made = f"least({', '.join(parts)})" if what == "least" else sums[what].format(*parts)
    return f"try_cast({made} as {_AMOUNT})"
