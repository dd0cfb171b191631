"""What does not add up: the worst first, with how many rows of how many."""

from pathlib import Path

from sheets.health.adding_up import KINDS, checked, failed, passed, passed_title
from sheets.reading import Reading
from tests.analytics.shop import line, opened, order
from words.messages import speaking


def test_checks_that_fail_are_told_the_worst_kind_first(reading: Reading) -> None:
    kinds = [check.kind for check in failed(checked(reading))]
    assert set(kinds) == set(KINDS)
    assert kinds == sorted(kinds, key=KINDS.index)


def test_every_check_either_fails_or_passes(reading: Reading) -> None:
    part = checked(reading)
    assert len(failed(part)) + len(passed(part)) == len(part.table)
    assert passed_title(part) == f"{len(passed(part))} checks passed"
    assert not {check.title for check in failed(part)} & set(passed(part))


def test_a_failing_check_says_how_many_rows_and_their_share(reading: Reading) -> None:
    part = checked(reading)
    rows = part.table.set_index("name")
    told = {check.title: check.rows for check in failed(part)}
    assert told[rows.loc["lines_off_header", "title"]] == "1 (20.0%)"  # one of five orders
    assert told[rows.loc["rejected_rows", "title"]] == "2 (25.0%)"  # two of eight rows


def test_a_share_too_small_for_a_decimal_is_written_with_three(tmp_path: Path) -> None:
    many = [order(f"o{i}", "2020-03-02", is_test=i == 0) for i in range(1500)]
    part = checked(Reading.of(opened(tmp_path, orders=many, order_lines=[line(row["order_id"]) for row in many])))
    title = part.table.set_index("name").loc["test_orders", "title"]
    assert {check.title: check.rows for check in failed(part)}[title] == "1 (0.067%)"


def test_what_fails_and_what_it_means_is_said_in_the_reader_s_language(reading: Reading) -> None:
    with speaking("it"):
        italian = failed(checked(reading))
    english = failed(checked(reading))
    assert [check.kind for check in italian] == [check.kind for check in english]
    for there, here in zip(italian, english, strict=True):
        assert there.name != here.name and there.title != here.title and there.meaning != here.meaning


def test_nothing_fails_in_a_store_without_rows(clean: Reading) -> None:
    part = checked(clean)
    assert failed(part) == [] and len(passed(part)) == len(part.table) > 20
