"""Series side by side on one clock, and the windows of the question on it."""
