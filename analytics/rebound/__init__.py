"""The rebound after a shock: what was lost, what came back, how much of it is beyond what would have been."""
