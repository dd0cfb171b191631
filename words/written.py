"""Values of a reason as a reader writes them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from babel import Locale, dates, numbers

from analytics.results import Kind
from words.labels import NAMES, word
from words.languages import REGIONS, catalogue

Names = Mapping[str, Callable[[str], str]]


@dataclass(frozen=True)
class Speech:
    """How somebody is spoken to.

    Attributes:
        language: of the sentences.
        region: how numbers and dates are written.
        names: functions from a code to its name, by `market`, `series`, `tier` and `channel`; a code without one stays as it is.
    """

    language: str = "en"
    region: Locale = field(default_factory=lambda: Locale.parse(REGIONS["en"]))
    names: Names = field(default_factory=dict)

    @classmethod
    def of(cls, language: str) -> "Speech":
        """A language with the numbers and dates of its usual region."""
        return cls(language, Locale.parse(REGIONS[language]))

    def named(self, kind: str, code: str) -> str:
        """A code by its name."""
        return self.names.get(kind, str)(code)

    def listed(self, names: list[str]) -> str:
        """Several names as one text."""
        return ("、" if self.language == "zh" else ", ").join(names)


# (one, many) of each period, as `plural` messages: the catalogue has their translations.
_PERIODS = {
    "day": ("{n} day", "{n} days"),
    "week": ("{n} week", "{n} weeks"),
    "month": ("{n} month", "{n} months"),
    "quarter": ("{n} quarter", "{n} quarters"),
    "year": ("{n} year", "{n} years"),
}


ALL_SALES = word("all sales")

# What is less likely than this, or likelier than all but this, is not written as a number: 0% and 100% would be certain.
SURE = 0.01


def written(kind: Kind, value: Any, speech: Speech) -> str:
    """A value by its kind."""
    match kind:
        case Kind.COUNT:
            return _decimal(value, "#,##0", speech)
        case Kind.NUMBER:
            return _decimal(value, "#,##0.##", speech)
        case Kind.EFFECT:
            return f"{'+' if value > 0 else ''}{_decimal(value, '@###', speech)}"
        case Kind.SIZE:
            return _decimal(value, "@###", speech)
        case Kind.CHANCE:
            return f"{'<' if value < 0.001 else '='} {_decimal(max(value, 0.001), '0.000', speech)}"
        case Kind.SHARE | Kind.CHANGE:
            sign = "+" if kind is Kind.CHANGE and value > 0 else ""
            return sign + numbers.format_percent(value, locale=speech.region).replace("-", "−")
        case Kind.PROBABILITY:
            mark = "<" if value < SURE else ">" if value > 1 - SURE else ""
            return mark + numbers.format_percent(min(max(value, SURE), 1 - SURE), locale=speech.region)
        case Kind.DAY:
            return _day(value, speech)
        case Kind.MONTH:
            return str(dates.format_skeleton("yMMM", value, locale=speech.region))
        case Kind.SPAN:
            return _span(value, speech)
        case Kind.EVENT:
            return catalogue(speech.language).gettext(NAMES["retail_event"][value])
        case Kind.NAME:
            return str(value)
        case Kind.PARTS:
            return speech.listed([f"{speech.named('tier', t)} / {speech.named('channel', c)}" for t, c in value])
        case Kind.PLACE:
            return _place(value, speech)
    named = {Kind.MARKETS: "market", Kind.SERIES: "series"}[kind]
    return speech.listed([speech.named(named, code) for code in value])


def _decimal(value: float, pattern: str, speech: Speech) -> str:
    return numbers.format_decimal(value, pattern, locale=speech.region).replace("-", "−")


def _day(value: date, speech: Speech) -> str:
    return dates.format_date(value, format="medium", locale=speech.region)


def _place(value: tuple[str, str, str], speech: Speech) -> str:
    market, channel, boutique = value
    named = [speech.named("market", market) if market else "", speech.named("channel", channel) if channel else ""]
    told = [name for name in (*named, boutique) if name]
    return " / ".join(told) or catalogue(speech.language).gettext(ALL_SALES)


def _span(value: tuple[int, str], speech: Speech) -> str:
    count, period = value
    text = catalogue(speech.language).ngettext(*_PERIODS[period], count)
    return text.format(n=_decimal(count, "#,##0", speech))
