"""What a file says of itself around its rows. Exports joined end to end each say it of their own rows, and it must be one thing for all."""

from dataclasses import replace

from data.errors import Unreadable
from data.files.rows import Rows
from data.sources.layout import About, Frame, Layout

# What rows take from the lines around them, in the words of a refusal.
ACCOUNT, PAYOUT, DAYS = "accounts", "payouts", "periods"


def stated(layout: Layout, split: Rows) -> About:
    """The account, payout and totals that the lines around the rows state; of joined exports the days of all together.

    Raises:
        Unreadable: joined exports are of several accounts or payouts, or of several periods where rows have no day of their own.
    """
    first = layout.about(split.frame)
    if not split.above:
        return first
    named = split.frame.file_name
    later = [layout.about(Frame(named, lines, [])) for lines in split.above]
    _refuse_several(ACCOUNT, [first.account_id, *(each.account_id for each in later if each.account_id)])
    if first.payout_ref or any(each.payout_ref for each in later):  # one that names none may be of any
        _refuse_several(PAYOUT, [each.payout_ref or "one that is not named" for each in (first, *later)])
    spans = [(each.first_on, each.last_on) for each in (first, *later) if each.first_on and each.last_on]
    if not spans:
        return first
    if "file.first_on" in layout.select:
        _refuse_several(DAYS, [f"{since} to {until}" for since, until in spans])
    return replace(first, first_on=min(since for since, _ in spans), last_on=max(until for _, until in spans))


def _refuse_several(what: str, said: list[str | None]) -> None:
    if len(names := list(dict.fromkeys(filter(None, said)))) > 1:
        raise Unreadable(
            f"exports of several {what} are joined in this file ({', '.join(names[:3])}), and its rows do not say which they are of; "
            "load each export by itself"
        )
