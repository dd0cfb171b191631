"""What a person at a terminal sees while a command works; silence where nobody watches."""

import sys
from collections.abc import Callable


def line() -> Callable[[str], None]:
    """A line that rewrites itself."""
    if not sys.stderr.isatty():
        return lambda step: None

    def show(step: str) -> None:
        print(f"\r\x1b[K{step[:76]}", end="", file=sys.stderr, flush=True)

    return show


def bar() -> Callable[[str], None]:
    """A bar that grows with each step."""
    steps: list[str] = []

    def show(step: str) -> None:
        steps.append(step)
        if sys.stderr.isatty():
            print(f"\r\x1b[K{'#' * min(40, len(steps)):<40} {step[:36]}", end="", file=sys.stderr, flush=True)

    return show


def done(sentence: str) -> None:
    """The last word, in the place of the line or the bar."""
    print(f"\r{sentence}        ", file=sys.stderr)
