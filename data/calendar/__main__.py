"""Writes events.csv anew: python -m data.calendar"""

import sys

from data.calendar.events import FOLDER, write
from data.guard import guarded


def main() -> int:
    """Writes the table; 0 when it stands there."""
    write(FOLDER / "events.csv")
    return 0


if __name__ == "__main__":
    sys.exit(guarded(main, "calendar"))
