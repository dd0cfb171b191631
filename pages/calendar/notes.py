"""Notes pinned to days: the table, a new one, and which to remove."""

from collections.abc import Callable
from datetime import date

from analytics.day_notes import day_notes as kept
from data import day_notes
from data.day_notes import FIRST_DAY, LAST_DAY, LONGEST, UnfitNote
from data.errors import Busy
from sheets.calendar.noted import noted, refused
from sheets.choice import Chosen
from sheets.part import Part
from ui import access, cache, filters, parts, tables
from ui.screen import st
from words import formats
from words.messages import _, language

WAIT = 5.0  # seconds for a load to end
SAID = "said_of_notes"


def render(chosen: Chosen) -> None:
    """The notes, and two small sheets: one to add a note, one to remove one."""
    part = noted(cache.reading(), chosen)
    parts.table(part, chosen)
    if not access.may_note():
        return
    with st.container(horizontal=True, gap="small"):
        with st.popover(_("Add a note"), icon=":material/add:", key="add_note"):
            _adding()
        if len(part.drawn):
            with st.popover(_("Remove a note"), icon=":material/delete:", type="tertiary", key="remove_note"):
                _removing(part)
    _told("removed")


def _told(of: str) -> None:
    """What became of what was asked for, where it was asked for."""
    asked, kind, said = st.session_state.get(SAID, ("", "", ""))
    if asked == of:
        (st.error if kind == "refused" else st.success)(said)
        del st.session_state[SAID]


def _adding() -> None:
    last = filters.bounds()[1]
    form = tables.day_format()
    st.date_input(_("Day"), last, min_value=FIRST_DAY, max_value=LAST_DAY, key=_key("day"), format=form)
    st.text_input(_("What happened"), key=_key("text"), max_chars=LONGEST, placeholder=_("New window display"))
    for column in ("market", "channel"):
        name, everything = filters.name_of(column), _("All")
        naming = filters.naming(column)
        options = ["", *filters.known(column)]
        shown = {code: naming(code) if code else everything for code in options}
        st.selectbox(name, options, key=_key(column), format_func=shown.__getitem__)
    st.caption(_("Seen by all readers. No names, e-mails or phone numbers of persons."))
    st.button(_("Add"), key="keep_note", type="primary", on_click=_add)
    _told("added")


def _removing(part: Part) -> None:
    rows = zip(part.drawn["note_id"], part.drawn["day"], part.drawn["note"], strict=True)
    names = {number: f"{formats.day(day)} · {text}" for number, day, text in rows}
    st.selectbox(_("What happened"), list(names), key=_key("removed"), format_func=names.__getitem__)
    st.button(_("Remove"), key="drop_note", on_click=_remove)


def _key(part: str) -> str:
    """The key of a widget: another in each language, as a browser sends back what options are called."""
    return f"note_{part}_{language()}"


def _add() -> None:
    given = {part: st.session_state.get(_key(part)) for part in ("day", "text", "market", "channel")}
    day = given["day"] if isinstance(given["day"], date) else filters.bounds()[1]
    text, market, channel = (str(given[part] or "") for part in ("text", "market", "channel"))
    if sentence := access.refusal_to_note({"market": market, "channel": channel}):
        st.session_state[SAID] = ("added", "refused", sentence)
        return
    home = cache.store().path.parent
    _say("added", lambda: day_notes.add(home, day, text, market, channel, WAIT), _("The note is kept."))
    if st.session_state[SAID][1] == "done":
        access.note_down(access.reader(), "noted", day.isoformat())
        st.session_state[_key("text")] = ""


def _remove() -> None:
    number = str(st.session_state.get(_key("removed")) or "")
    if sentence := _refusal_to_remove(number):
        st.session_state[SAID] = ("removed", "refused", sentence)
        return
    home = cache.store().path.parent
    _say("removed", lambda: day_notes.remove(home, number, wait=WAIT), _("The note is removed."))
    if st.session_state[SAID][1] == "done":
        access.note_down(access.reader(), "note_removed", number)


def _refusal_to_remove(number: str) -> str:
    if sentence := access.refusal_to_note({}):
        held = cache.of_store(kept) if access.is_let_in() else ()
        of = next((note for note in held if note.note_id == number), None)
        sentence = access.refusal_to_note({"market": of.market, "channel": of.channel}) if of else sentence
    return sentence


def _say(of: str, act: Callable[[], object], done: str) -> None:
    """Does something to the store, and keeps what is to be said of it for the page that is drawn next."""
    try:
        act()
        st.session_state[SAID] = (of, "done", done)
    except UnfitNote as error:
        st.session_state[SAID] = (of, "refused", refused(error.code))
    except Busy:
        st.session_state[SAID] = (of, "refused", _("Files are being loaded just now. Try again when that is done."))
    except OSError:
        st.session_state[SAID] = (
            "refused",
            _("The dashboard may not write to the store; use the command vetrina note."),
        )
