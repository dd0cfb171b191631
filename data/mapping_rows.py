"""Which rows of a file a mapping leaves out, and the reason that the report gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.quoting import literal


@dataclass(frozen=True)
class LeftOut:
    """Rows that a mapping leaves out: those whose column is a value, or is another one."""

    column: str
    value: str
    is_value: bool

    def sql(self, place: str) -> str:
        """When a row is left out, and the reason."""
        test = f"{place} = {literal(self.value)}" if self.is_value else f"{place} <> {literal(self.value)}"
        reason = f"the mapping leaves rows out whose {self.column} is {'' if self.is_value else 'not '}{self.value}"
        return f"when {test} then {literal(reason)}"


def aside(left_out: Sequence[LeftOut], places: Mapping[str, str]) -> str:
    """SQL for why a row is left out; null where it is not."""
    rules = " ".join(rule.sql(places[rule.column]) for rule in left_out)
    return f"case {rules} end" if rules else "null::varchar"
