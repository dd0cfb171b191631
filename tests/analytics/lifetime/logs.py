"""Logs of made-up shops whose customers follow a model exactly, but for purchases falling on whole days."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.lifetime import Purchases

START = pd.Timestamp("2020-01-06")
DAY_ZERO = int(START.to_datetime64().astype("datetime64[D]").astype(int))


@dataclass(frozen=True)
class Shop:
    """Customers come evenly over `arrivals` weeks and are watched until the end of week `weeks`.

    Attributes:
        leaving: "pareto" for exponential lifetimes with rates ~ Gamma(leave[0], leave[1]); "bg" and "mbg" for a
            chance of leaving ~ Beta(*leave) after each purchase, with "mbg" after the first as well.
        rate: shape and inverse scale of the rate of steps a week.
        steps: Poisson steps per purchase.
        money: p, q, v of Gamma-Gamma.
        tilt: power of the number of purchases by which a customer's mean value grows.
    """

    customers: int = 2000
    arrivals: int = 26
    weeks: int = 104
    leaving: str = "pareto"
    rate: tuple[float, float] = (0.6, 10.0)
    leave: tuple[float, float] = (0.6, 12.0)
    steps: int = 1
    money: tuple[float, float, float] = (6.0, 4.0, 15.0)
    tilt: float = 0.0

    def frame(self, seed: int) -> pd.DataFrame:
        """customer, on, value: a row per purchase."""
        rng = np.random.default_rng(seed)
        who, when = self._purchases(rng)
        times = np.bincount(who, minlength=self.customers)
        nu = rng.gamma(self.money[1], 1 / self.money[2], self.customers) / np.maximum(times, 1) ** self.tilt
        value = np.round(rng.gamma(self.money[0], 1 / nu[who]) + 0.005, 2)
        return pd.DataFrame(
            {"customer": who, "on": START + pd.to_timedelta(np.floor(when * 7), unit="D"), "value": value}
        )

    def log(self, seed: int) -> Purchases:
        frame = self.frame(seed)
        return Purchases.of(frame["customer"], frame["on"], frame["value"])

    def _purchases(self, rng: np.random.Generator) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        rate = rng.gamma(self.rate[0], 1 / self.rate[1], self.customers)
        born = rng.uniform(0, self.arrivals, self.customers)
        life, chance = np.full(self.customers, np.inf), np.zeros(self.customers)
        if self.leaving == "pareto":
            life = rng.exponential(1 / np.maximum(rng.gamma(self.leave[0], 1 / self.leave[1], self.customers), 1e-9))
        else:
            chance = rng.beta(*self.leave, self.customers)
        there = np.flatnonzero(rng.random(self.customers) >= (chance if self.leaving == "mbg" else 0))
        who, when, since = [np.arange(self.customers)], [born], np.zeros(self.customers)
        while len(there):
            since[there] += rng.gamma(self.steps, 1 / np.maximum(rate[there], 1e-9))
            there = there[(born[there] + since[there] < self.weeks) & (since[there] < life[there])]
            who.append(there)
            when.append(born[there] + since[there])
            there = there[rng.random(len(there)) >= chance[there]]
        return np.concatenate(who), np.concatenate(when)


def end_of_week(week: int) -> int:
    """Last day of the week, as days since 1970-01-01; week 1 is the first."""
    return DAY_ZERO + 7 * week - 1


def newcomers(customers: int) -> tuple[NDArray[np.float64], ...]:
    """Columns of histories without a past."""
    return np.zeros(customers), np.zeros(customers), np.zeros(customers), np.ones(customers)
