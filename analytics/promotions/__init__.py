"""Promotions and discounts: what they brought, how deep, for whom, and what prices say.

`elasticity` learns from prices over time; `effect` scores each promotion by the best evidence there is; `depth` says what a deeper
discount brings and plans one; `audience` says who needs one and who buys anyway. Each imports only from those before it.
"""
