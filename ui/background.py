"""Answers that take seconds: kept in the store, computed once for all readers, while the page shows how far it is.

A stored answer is a small file and costs milliseconds. Where there is none, one thread of the server computes it; readers
who ask the same meanwhile wait for the same thread.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from analytics.kept import keep, known
from analytics.launch import Launch, Opening
from analytics.launch import launch as launched
from analytics.rebound.shop import MarketRebounds, Question, market_rebounds
from analytics.results import CannotTell, Reason, fault
from data.store import Store
from ui import cache, faults, reader
from ui.faults import Fault
from ui.screen import st
from words import explanations
from words.messages import _

log = logging.getLogger(__name__)
FINISHED = 100  # refusals remembered
EVERY = 1.0
AGAIN = 60.0  # seconds after which what broke is tried again


@dataclass
class Job:
    """One computation.

    Attributes:
        step: code of what it is at.
        begun: when it began, on the monotonic clock.
        refused: why the data cannot tell, where they cannot.
        fault: what broke, where something did, and `broke` when.
        done: set once it is over, however it ended.
    """

    step: str = "queue"
    begun: float = field(default_factory=time.monotonic)
    refused: Reason | None = None
    fault: Fault | None = None
    broke: float | None = None
    done: threading.Event = field(default_factory=threading.Event)

    @property
    def seconds(self) -> float:
        """How long it has been at it."""
        return time.monotonic() - self.begun

    @property
    def is_over(self) -> bool:
        """Whether whoever asks again should have it done again: what broke may have been passing, what was refused was not."""
        if self.broke is not None:
            return time.monotonic() - self.broke > AGAIN
        return self.done.is_set() and self.refused is None


class Jobs:
    """The computations of this server, one at a time, so that readers of other pages keep a core."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._lock, self._turn = threading.Lock(), threading.Semaphore(1)

    def of(self, key: str, work: Callable[[Job], None]) -> Job:
        """The job under a key; begun now unless it is under way, was refused, or broke a moment ago."""
        with self._lock:
            found = self._jobs.get(key)
            if found is None or found.is_over:
                self._forget()
                found = self._jobs[key] = Job()
                threading.Thread(target=self._run, args=(found, work), daemon=True, name=f"model {key}").start()
            return found

    def _run(self, job: Job, work: Callable[[Job], None]) -> None:
        try:
            with self._turn:
                work(job)
        except CannotTell as untold:
            job.refused = untold.reason
        except Exception:
            job.fault, job.broke = Fault(fault(log, "computing in the background")), time.monotonic()
        finally:
            job.done.set()

    def _forget(self) -> None:
        over = [key for key, job in self._jobs.items() if job.done.is_set()][:-FINISHED]
        for key in over:
            del self._jobs[key]


@st.cache_resource(show_spinner=False)
def jobs() -> Jobs:
    """The server's computations."""
    return Jobs()


def rebound(question: Question) -> MarketRebounds | Job:
    """The rebound asked about, where the store has it; else the job that computes it."""
    opened = cache.store()
    found = known(opened, MarketRebounds, (question,))
    if found is not None:
        return found
    return jobs().of(f"{opened.edition}:{question}", lambda job: _computed(opened, question, job))


def _computed(opened: Store, question: Question, job: Job) -> None:
    def step(name: str) -> None:
        job.step = name

    keep(opened, (question,), market_rebounds(opened, question, step))


def launch(opening: Opening) -> Launch | Job:
    """Whether a channel paid, where the store has the answer; else the job that computes it."""
    opened = cache.store()
    found = known(opened, Launch, (opening,))
    if found is not None:
        return found
    return jobs().of(f"{opened.edition}:{opening}", lambda job: _launched(opened, opening, job))


def _launched(opened: Store, opening: Opening, job: Job) -> None:
    def step(name: str) -> None:
        job.step = name

    keep(opened, (opening,), launched(opened, opening, step))


def waiting(job: Job, title: str, usual: float) -> None:
    """What a reader sees meanwhile: what is being done and since when; the page is drawn anew when it is done.

    Args:
        usual: seconds it takes on an idle machine.
    """
    if job.done.is_set():
        refused(job)
        return

    @st.fragment(run_every=EVERY)  # runs alone, outside the frame that speaks the reader's language
    @reader.spoken_to()
    def progress() -> None:
        if job.done.is_set():
            st.rerun()
        share = min(job.seconds / (job.seconds + usual), 0.95)
        told = _("{what}: {step}, {n} s so far.", what=title, step=_step(job.step), n=int(job.seconds))
        st.progress(share, text=told)

    progress()


def refused(job: Job) -> None:
    """Why there is no answer."""
    if job.refused is not None:
        st.info(explanations.sentence(job.refused), icon=":material/help:")
    elif job.fault is not None:
        faults.shown(job.fault)


def _step(code: str) -> str:
    names = {
        "queue": _("waiting for another computation"),
        "sales": _("reading the sales"),
        "trade": _("running the same for the market"),
        "marts": _("working out the figures of all pages"),
        "model": _("fitting the model and testing it on dates with no event"),
    }
    return names.get(code, code)
