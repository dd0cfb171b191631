"""The notes that the shop's own people pinned to days, as a table, and what is said of one that is not kept."""

import pandas as pd

from analytics.day_notes import day_notes
from data.day_notes import LONGEST, DayNote
from sheets.choice import Chosen
from sheets.columns import Columns
from sheets.part import Part
from sheets.reading import Reading
from words import labels
from words.messages import _


def noted(reading: Reading, chosen: Chosen) -> Part:
    """The notes of the markets and channels chosen and those on all, the last on top."""
    found = [note for note in reading.fact(day_notes) if _is_of(note, chosen)][::-1]
    rows = [(note.note_id, pd.Timestamp(note.day), note.text, note.market, note.channel) for note in found]
    table = pd.DataFrame(rows, columns=["note_id", "day", "note", "market", "channel"])
    drawn = table.assign(
        market=[labels.market(code) if code else _("All") for code in table["market"]],
        channel=[labels.named("channel", code) if code else _("All") for code in table["channel"]],
    )
    columns: Columns = {
        "day": (_("Day"), "day"),
        "note": (_("What happened"), "text"),
        "market": (_("Market"), "text"),
        "channel": (_("Channel"), "text"),
    }
    empty = _("No notes yet. What is noted here is marked on every chart through time, for all readers.")
    return Part(_("Notes"), "day_notes", table, drawn, columns=columns, empty=empty)


def _is_of(note: DayNote, chosen: Chosen) -> bool:
    markets, channels = chosen.choice.market, chosen.choice.channel
    return (not note.market or not markets or note.market in markets) and (
        not note.channel or not channels or note.channel in channels
    )


def refused(code: str) -> str:
    """Why a note is not kept, by the code of `data.day_notes.UnfitNote`."""
    told = {
        "empty": _("The note is empty. Write what happened."),
        "long": _("The note is too long: {n} letters at most.", n=LONGEST),
        "person": _(
            "The note holds a detail of a person: an e-mail, a phone number, a name alone, a number of a document, card or account. "
            "Write it without: notes are seen by all readers and stand in exports."
        ),
        "unknown": _("The note is no longer there."),
    }
    return told.get(code, _("The note cannot be kept with this day, market or channel."))
