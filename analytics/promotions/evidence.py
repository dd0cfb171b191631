"""How good a claim about promotions is: customers held out at random, prices that moved by themselves, or what customers happened to do."""

EXPERIMENT, PANEL, ASSOCIATION = "experiment", "panel", "association"
LEVELS = (EXPERIMENT, PANEL, ASSOCIATION)
