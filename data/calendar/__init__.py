"""Retail calendars of the markets: rules, facts and the rows of `market_calendar`."""

from data.calendar.events import Event, days, events, fill, span, spans

__all__ = ["Event", "days", "events", "fill", "span", "spans"]
