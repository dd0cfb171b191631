"""From a file's typed rows to the canonical tables, one file per kind of row, every row accounted for."""
