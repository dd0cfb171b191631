"""Answers that take seconds."""

import threading

from analytics.results import CannotTell, Reason
from data.store import Store, writing
from tests.ui.page import page
from ui import background, cache
from ui.background import Job, Jobs


def test_whoever_asks_the_same_waits_for_the_same_computation():
    jobs, begun, go = Jobs(), [], threading.Event()

    def work(job: Job) -> None:
        begun.append(job)
        go.wait(10)

    first, second = jobs.of("a", work), jobs.of("a", work)
    go.set()
    assert first is second and first.done.wait(10)
    assert len(begun) == 1 and first.refused is None


def test_one_computation_at_a_time():
    jobs, at_once, most, go = Jobs(), [], [], threading.Event()

    def work(job: Job) -> None:
        at_once.append(job)
        most.append(len(at_once))
        go.wait(0.05)
        at_once.remove(job)

    for job in [jobs.of(key, work) for key in "abc"]:
        assert job.done.wait(10)
    assert max(most) == 1 and len(most) == 3


def test_a_refusal_is_remembered_and_not_computed_again():
    jobs, begun = Jobs(), []

    def work(_job: Job) -> None:
        begun.append(1)
        raise CannotTell(Reason("too_little_sold"))

    assert jobs.of("a", work).done.wait(10)
    assert jobs.of("a", work).refused == Reason("too_little_sold")
    assert len(begun) == 1


def test_what_fails_is_told_from_what_is_refused():
    jobs = Jobs()
    job = jobs.of("a", lambda _job: 1 / 0)  # type: ignore[arg-type, return-value]
    assert job.done.wait(10)
    assert job.refused is None and job.fault is not None


def test_what_was_computed_and_is_gone_from_the_store_is_computed_again():
    jobs, begun = Jobs(), []
    for _time in range(2):
        assert jobs.of("a", lambda job: begun.append(1)).done.wait(10)
    assert len(begun) == 2


def test_what_broke_is_tried_again_after_a_while_and_not_at_once(monkeypatch):
    jobs, begun = Jobs(), []

    def work(_job: Job) -> None:
        begun.append(1)
        raise OSError("no space left on device")

    for _time in range(2):
        assert jobs.of("a", work).done.wait(10)
    assert len(begun) == 1
    monkeypatch.setattr(background, "AGAIN", 0.0)
    assert jobs.of("a", work).done.wait(10)
    assert len(begun) == 2


def test_a_model_in_the_background_keeps_the_store_it_reads(tmp_path, monkeypatch):
    read, go = [], threading.Event()

    def open_one(name: str) -> Store:
        home = tmp_path / name
        with writing(home):
            pass
        monkeypatch.setenv("VETRINA_STORE", str(home))
        return cache.store()

    def work(opened: Store) -> None:
        go.wait(10)
        read.append(opened.query("select 1 as one")["one"][0])

    first = open_one("first")
    job = Jobs().of("a", lambda _job: work(first))
    for place in range(8):
        open_one(f"other {place}")
    go.set()
    assert job.done.wait(10)
    assert read == [1] and job.refused is None


def test_a_job_that_waits_for_another_says_so_and_then_what_it_is_at():
    jobs, go, reached = Jobs(), threading.Event(), threading.Event()

    def slow(job: Job) -> None:
        job.step = "model"
        reached.set()
        go.wait(10)

    first = jobs.of("first", slow)
    assert reached.wait(10)
    second = jobs.of("second", slow)
    assert (first.step, second.step) == ("model", "queue")
    assert not first.done.is_set() and not second.is_over
    go.set()
    assert first.done.wait(10) and second.done.wait(10) and second.step == "model"


def test_the_clock_of_a_job_runs_from_when_it_was_asked_for():
    job = Jobs().of("a", lambda _job: None)
    before = job.seconds
    assert job.done.wait(10)
    assert 0 <= before <= job.seconds < 10


def test_what_broke_has_the_number_of_its_line_in_the_log(caplog):
    job = Jobs().of("a", lambda _job: [][0])  # type: ignore[arg-type, return-value]
    assert job.done.wait(10) and job.fault is not None
    assert job.fault.number in caplog.text and "IndexError" in caplog.text


def test_a_refused_job_shows_its_reason_and_a_broken_one_its_fault():
    app = page(
        "from analytics.results import Reason\nfrom ui import background\nfrom ui.background import Job\nfrom ui.faults import Fault\n"
        "background.refused(Job(refused=Reason('too_little_sold')))\nbackground.refused(Job(fault=Fault('abc123')))\n"
        "background.refused(Job())"
    )
    assert len(app.info) == 1 and len(app.error) == 1 and "abc123" in app.error[0].value


def test_who_waits_sees_the_step_and_the_seconds_until_it_is_done():
    app = page(
        "from ui import background\nfrom ui.background import Jobs\nimport threading\ngo = threading.Event()\n"
        "job = Jobs().of('a', lambda _job: go.wait(5))\nbackground.waiting(job, 'Estimating', 20.0)\ngo.set()"
    )
    (bar,) = app.get("progress")
    assert bar.proto.text.startswith("Estimating: waiting for another computation, 0 s so far")
    assert bar.proto.value < 95
