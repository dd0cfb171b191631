"""What broke: in the log with its traceback, and for people a number that finds it there."""

import logging
from uuid import uuid4


def fault(log: logging.Logger, task: str) -> str:
    """Logs the exception being handled; returns the number that its line in the log bears.

    Args:
        log: of the module in which it was caught.
        task: what was being done, e.g. `computing a rebound`.
    """
    number = uuid4().hex[:6]
    log.exception("fault %s: %s failed", number, task)
    return number
