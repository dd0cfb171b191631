"""What a benchmark takes is said before it runs: every study has its minutes, and those that run without a name end soon."""

import re
import tomllib

from benchmarks.__main__ import MINUTES, SOON, soon, studies, told

MINUTES_OF = {name: float(minutes) for name, minutes in tomllib.loads(MINUTES.read_text(encoding="utf-8")).items()}


def test_every_study_says_how_long_it_takes() -> None:
    assert set(MINUTES_OF) == set(studies())
    assert all(minutes > 0 for minutes in MINUTES_OF.values())


def test_without_names_the_quickest_run_and_the_others_are_listed() -> None:
    chosen = soon(MINUTES_OF)
    assert chosen and sum(MINUTES_OF[name] for name in chosen) <= SOON
    *said, others = told(MINUTES_OF, chosen)
    assert len(said) == len(chosen) and all("about" in line for line in said)
    assert set(re.findall(r"(\w+) \(", others)) == set(MINUTES_OF) - set(chosen)


def test_a_named_study_runs_however_long_it_takes() -> None:
    longest = max(MINUTES_OF, key=MINUTES_OF.__getitem__)
    first, _others = told(MINUTES_OF, [longest])
    assert first.startswith(f"{longest}: about ")
