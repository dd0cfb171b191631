"""Figures of few customers, hidden from who may not see persons before any row leaves the store."""

from data.store.cells.cube import LISTED, ROWS, Cube, cube
from data.store.cells.declared import DECLARED, Told
from data.store.cells.first_met import CUSTOMERS, FirstMet, column_of
from data.store.cells.gate import HIDDEN, Joined, admitted, day, hidden, in_tens, without_few
from data.store.cells.grid import Grid
from data.store.cells.keyed import Keyed
from data.store.cells.paid import PAYERS, Paid

__all__ = [
    "CUSTOMERS",
    "DECLARED",
    "HIDDEN",
    "LISTED",
    "PAYERS",
    "ROWS",
    "Cube",
    "FirstMet",
    "Grid",
    "Joined",
    "Keyed",
    "Paid",
    "Told",
    "admitted",
    "column_of",
    "cube",
    "day",
    "hidden",
    "in_tens",
    "without_few",
]
