"""Did opening a channel pay: what it sold, to whom, and what of that would have been sold without it."""

from analytics.launch.customers import launch_customers
from analytics.launch.launch import Launch, launch
from analytics.launch.question import Opening, openings

__all__ = ["Launch", "Opening", "launch", "launch_customers", "openings"]
