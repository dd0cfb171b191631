"""The command line, one file per command: `python -m analytics NAME ...`."""
