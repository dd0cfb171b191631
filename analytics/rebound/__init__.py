"""The rebound: what a shock cost, what came back, what stays.

`series` puts series and windows on one clock; `fit` simulates what would have come and sums what came instead; `check` asks
whether that may be believed; `answer` says it for one series or for a whole shop; `shop` reads the sales of a store and asks.
Each imports only from those before it.
"""
