"""Answers that take seconds."""

import threading

from analytics.results import CannotTell, Reason
from data.store import Store, writing
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
