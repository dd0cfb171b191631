"""What became of gift cards: sold, spent, expired. What they hold is owed, and no sale until it is spent. Cards' numbers are not kept."""

from data.landing import conflicts, newest
from data.landing.account import Landed
from data.landing.batch import Batch, Lander
from data.landing.newest import Telling

REQUIRED = ("entry_ref", "day", "movement", "amount")
TELLING = Telling(
    "gift_card_entries",
    ("system", "store_key", "entry_ref"),
    ("day", "movement", "amount", "currency"),
    what="day, kind or amount",
)
RAISES = ("issued", "returned")  # more is owed after them; less after what is spent or expired
LOWERS = ("spent", "expired")


def refuse(batch: Batch) -> None:
    """Marks entries that contradict themselves, another row of the file, or a file before that is as new."""
    batch.execute("alter table landing_gift_card add column system varchar")
    batch.execute(
        """update landing_gift_card set system = $system, store_key = lower(trim(coalesce(store_key, ''))),
            currency = coalesce(landing_gift_card.currency, file.currency) from file"""
    )
    faults = {
        "currency is null": "'currency: an amount is of a currency; fill the column or say it with --currency EUR'",
        "day > cast(now() as date) + 1": "'day: a day that is still to come'",
        "amount = 0": "'amount: nothing changes by it'",
        f"movement in {RAISES} and amount < 0": _turned("below", "raises", "above"),
        f"movement in {LOWERS} and amount > 0": _turned("above", "lowers", "below"),
    }
    for test, problem in faults.items():
        batch.execute(f"update landing_gift_card set problem = {problem} where problem is null and ({test})")
    conflicts.gift_cards(batch)
    newest.refuse(batch, TELLING)


def _turned(found: str, does: str, wanted: str) -> str:
    return f"""'amount: {found} 0, where what is ' || movement || ' {does} what is owed; write it {wanted} 0, or compute it in the mapping'"""


def land(batch: Batch) -> Landed:
    """Keeps new entries and newer words on known ones, and says what they add up to."""
    counts = newest.land(batch, TELLING)
    sums = batch.execute(
        """select currency, sum(amount) filter (amount > 0), -sum(amount) filter (amount < 0), min(day), max(day)
        from coming group by currency order by currency"""
    )
    batch.notes.extend(
        f"gift cards, {currency}: {raised or 0:,.2f} more owed, {lowered or 0:,.2f} less, {first:%Y-%m-%d} to {last:%Y-%m-%d}"
        for currency, raised, lowered, first, last in sums
    )
    batch.notes.extend(newest.older(batch))
    return counts


LANDER = Lander(required=REQUIRED, land=land, refuse=refuse)
