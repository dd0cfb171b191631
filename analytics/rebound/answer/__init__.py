"""The answer: for every series of a panel, and for a whole shop cut every way that adds up."""
