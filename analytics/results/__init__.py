"""What an answer is made of: reasons as codes with values, never sentences; and how a fault is told from one."""

from analytics.results.codes import CODES, Kind
from analytics.results.fault import fault
from analytics.results.reason import CannotTell, Reason

__all__ = ["CODES", "CannotTell", "Kind", "Reason", "fault"]
