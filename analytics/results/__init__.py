"""What an answer is made of: reasons as codes with values, never sentences; and how a fault is told from one."""

from analytics.results.codes import CODES, Kind
from analytics.results.fault import fault
from analytics.results.reason import OUT_OF_REACH, CannotTell, Reason, refused

__all__ = ["CODES", "OUT_OF_REACH", "CannotTell", "Kind", "Reason", "fault", "refused"]
