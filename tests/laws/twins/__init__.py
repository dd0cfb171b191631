"""Every question a second time, in pandas: history over all rows first, then the chosen rows."""
