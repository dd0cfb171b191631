"""What a session holds of its upload: the files, what was said of them, what is read or loaded in the background."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from zoneinfo import available_timezones

from data import closed
from data.day_notes import FIRST_DAY
from data.intake import Report
from data.load import load
from data.rehearsal import Rehearsal, rehearse
from data.staging import LoadOptions, shop_name
from data.store import Home
from sheets import upload as sheet
from ui import access, tables
from ui.screen import st
from ui.uploads import Dropped, Task, digest
from words.messages import _

KEPT = "upload"


@dataclass(frozen=True)
class Loaded:
    """A load that ended: its reports, and the versions before and after."""

    reports: list[Report]
    before: int
    after: int


@dataclass
class Upload:
    """One session's.

    Attributes:
        round: counts the loads, so that each begins with an empty field.
        asked: what the files leave open, once one did; the questions stay while the files do.
        options: what was said of the files.
    """

    round: int = 0
    dropped: Dropped | None = None
    asked: dict[str, list[str]] = field(default_factory=dict)
    options: LoadOptions = field(default_factory=LoadOptions)
    reading: Task[Rehearsal] | None = None
    read: tuple[Any, ...] = ()
    loading: Task[Loaded] | None = None

    def take(self, files: Sequence[Any]) -> Dropped | None:
        """The files in the field, written down once; None where it is empty."""
        if not files:
            self._let_go()
        elif self.dropped is None or self.dropped.digest != digest(files):
            self._let_go()
            self.loading = None
            self.dropped = Dropped(files)
        return self.dropped

    def load(self) -> None:
        """Begins to load what was read, once; the files go when it is done."""
        if self.dropped is None or access.refusal_to_load() or (self.loading and not self.loading.job.done.is_set()):
            return
        dropped, options, place, who = self.dropped, self.options, Home(), access.reader()

        def work(step: Any) -> Loaded:
            try:
                before = place.version()
                loaded = Loaded(load(dropped.paths, place.folder, options, step), before, place.version())
                access.note_down(who, "loaded", f"{len(dropped.paths)} ({loaded.before} > {loaded.after})")
                return loaded
            finally:
                dropped.remove()

        self.loading = Task.begun(work)
        self.dropped, self.reading, self.asked, self.round = None, None, {}, self.round + 1

    def _let_go(self) -> None:
        if self.dropped:
            self.dropped.remove()
        self.dropped, self.reading, self.asked, self.options = None, None, {}, LoadOptions()


def upload() -> Upload:
    """This session's upload."""
    held: Upload = st.session_state.setdefault(KEPT, Upload())
    return held


def rehearsal(mine: Upload, options: LoadOptions) -> Task[Rehearsal]:
    """What the files would bring to the version published now; begun anew where any of it is another."""
    assert mine.dropped is not None
    place, paths = Home(), mine.dropped.paths
    wanted = (mine.dropped.digest, options, place.folder, place.version())
    if mine.reading is None or mine.read != wanted:
        mine.read, mine.options = wanted, options
        mine.reading = Task.begun(lambda step: rehearse(paths, place.folder, options, step))
    if mine.reading.result:
        new = {
            need: names for need, names in sheet.open_questions(mine.reading.result).items() if need not in mine.asked
        }
        if new:
            mine.asked |= new
            st.rerun()
    return mine.reading


def options(mine: Upload) -> LoadOptions:
    """What the reader says because no file does; asked only where a file leaves it open."""
    if not mine.asked:
        return LoadOptions()
    st.subheader(_("What the files leave open"), anchor=False)
    said: dict[str, Any] = {}
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        if "tz" in mine.asked:
            said["tz"] = _zone(mine)
        if "currency" in mine.asked:
            said["currency"] = _currency(mine)
        if "day_first" in mine.asked:
            said["day_first"] = _day_first(mine)
        if "shop" in mine.asked:
            said["shop"] = _shop(mine)
        if "as_of" in mine.asked:
            said["as_of"] = _as_of(mine)
    names = ", ".join(dict.fromkeys(name for files in mine.asked.values() for name in files))
    st.caption(
        _("Asked by: {files}. What you say holds for all the files above that do not say it themselves.", files=names)
    )
    return LoadOptions(**said)


def _zone(mine: Upload) -> str | None:
    label = _("Time zone of times without one")
    usual = _("{zone} (assumed)", zone=LoadOptions().home_tz)
    zones = sorted(available_timezones())
    picked: str | None = st.selectbox(
        label, zones, index=None, placeholder=usual, key=f"upload_tz_{mine.round}", width=260
    )
    return picked


def _currency(mine: Upload) -> str | None:
    label = _("Currency of amounts without one")
    codes = sorted(closed.currencies())
    picked: str | None = st.selectbox(
        label,
        codes,
        index=None,
        placeholder=_("not said: counts in no total"),
        key=f"upload_currency_{mine.round}",
        width=260,
    )
    return picked


def _shop(mine: Upload) -> str | None:
    label = _("Shop whose orders these are")
    said: str = st.text_input(label, placeholder=_("such as Milano"), key=f"upload_shop_{mine.round}", width=260)
    return shop_name(said)


def _day_first(mine: Upload) -> bool | None:
    names = {True: _("the third of April"), False: _("the fourth of March")}
    picked: bool | None = st.selectbox(
        _("03/04 is"), list(names), index=None, format_func=names.__getitem__, placeholder=_("not said: rows are refused"),
        key=f"upload_day_first_{mine.round}", width=260,
    )  # fmt: skip
    return picked


def _as_of(mine: Upload) -> date | None:
    """The day that says which of two lists is the newer one; none is to come."""
    last = date.today() + timedelta(days=1)  # it may be tomorrow already where the reader is
    picked: date | None = st.date_input(
        _("Day on which the list was exported"), None, min_value=FIRST_DAY, max_value=last,
        key=f"upload_as_of_{mine.round}", format=tables.day_format(), width=260,
    )  # fmt: skip
    return picked
