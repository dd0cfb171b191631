"""How good a claim about promotions is: three levels, printed beside every figure and into every export."""

EXPERIMENT, PANEL, ASSOCIATION = "experiment", "panel", "association"
LEVELS = (EXPERIMENT, PANEL, ASSOCIATION)
MEANS = {
    EXPERIMENT: "customers were held out by lot: an effect",
    PANEL: "prices moved apart from season and shop: an effect unless demand moved them",
    ASSOCIATION: "what customers did, given the discounts they met: no effect",
}
