"""What would have come without the event: the model, fitted to all series together, calibrated at quiet dates and simulated.

A structural time series (Harvey 1989) under a normal prior on its coefficients, candidates weighed by their evidence
(Hoeting, Madigan, Raftery & Volinsky 1999); donors and counterfactual after Brodersen and others (2015), intervals held
against placebo dates. Arrays name their axes: series, periods, columns, candidates, paths, dates.
"""
