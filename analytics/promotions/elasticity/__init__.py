"""Price elasticity from prices and quantities over time: the second level of evidence, without an experiment."""
