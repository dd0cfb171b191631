"""What a command says beside its answer."""

import sys


def say(message: str) -> None:
    """A word to the person at the terminal, kept apart from the answer on stdout."""
    print(message, file=sys.stderr)
