"""The command lines: the models on a file of one's own, one file per command."""
