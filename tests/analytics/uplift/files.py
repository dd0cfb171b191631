"""Files of customers with columns of every kind, and arms assigned to them at random or not."""

import numpy as np
import pandas as pd

from analytics.uplift.design import Design


def customers(seed: int, size: int | None = None) -> pd.DataFrame:
    """A file of 60 to 3,000 customers: amounts with a long tail, counts, gaps, rare levels, columns that follow each other."""
    draw = np.random.default_rng([seed, 17])
    size = size or int(np.exp(draw.uniform(np.log(60), np.log(3_000))))
    spent = np.exp(draw.normal(4, 1.5, size)) * (draw.random(size) < 0.7)
    age = draw.normal(45, 12, size)
    columns = {
        "spent": spent,
        "orders": draw.poisson(np.minimum(spent / 100, 20)),
        "age": np.where(draw.random(size) < 0.2, np.nan, age),
        "years": np.round(age / 3 + draw.normal(0, 2, size)),
        "city": draw.choice(["Milan", "Rome", "Turin", "Como", "Bari"], size, p=[0.6, 0.25, 0.1, 0.04, 0.01]),
        "tier": np.where(spent > 300, "gold", np.where(draw.random(size) < 0.05, None, "base")),
        "member": draw.integers(0, 2, size),
        "mark": draw.standard_t(2, size),
    }
    chosen = [name for name in columns if draw.random() < 0.7] or ["age"]
    return pd.DataFrame({name: columns[name] for name in chosen})


def assigned(kind: str, seed: int) -> tuple[pd.DataFrame, Design]:
    """A file whose arms were assigned at random as `kind` says."""
    frame = customers(seed)
    draw = np.random.default_rng([seed, 18])
    size, share = len(frame), draw.uniform(0.15, 0.85)
    stratum = draw.integers(0, 4, size)
    if kind == "stratified":
        share = draw.uniform(0.2, 0.8, 4)[stratum]
        frame = frame.assign(stratum=stratum, level=stratum + draw.normal(size=size))
        return frame, Design(draw.random(size) < share, stratum=stratum)
    if kind == "chance known":
        chance = np.clip(0.5 + 0.1 * (stratum - 1.5) + draw.uniform(-0.3, 0.3, size), 0.05, 0.95)
        frame = frame.assign(level=stratum + draw.normal(size=size))
        return frame, Design(draw.random(size) < chance, chance=chance)
    if kind == "clustered":
        shop = draw.integers(0, max(size // 8, 12), size)
        level = draw.normal(size=shop.max() + 1)[shop] + draw.normal(size=size)
        return frame.assign(shop=shop, level=level), Design((draw.random(shop.max() + 1) < 0.5)[shop], cluster=shop)
    return frame, Design(draw.random(size) < share)


def confounded(
    seed: int, effect: float = 0.0, size: int = 3_000, shape: str = "straight"
) -> tuple[pd.DataFrame, np.ndarray, np.ndarray]:
    """Customers who were treated the likelier the likelier they buy anyway; outcome 0/1, moved by `effect`.

    Args:
        shape: how `x` drives both: "straight", "bent" (both ends alike), "joint" (with `z`) or "grouped" (by city).
    """
    draw = np.random.default_rng([seed, 19])
    x, z, mark = draw.normal(size=(3, size))
    city = draw.choice(["Milan", "Rome", "Turin"], size)
    pull = {"straight": x, "bent": x**2 - 1, "joint": x * z, "grouped": (city == "Rome") * 2.0 - 0.7}[shape]
    treated = draw.random(size) < 1 / (1 + np.exp(-0.8 * pull))
    buys = 0.25 + 0.08 * np.clip(pull, -2, 2) + effect * treated
    outcome = (draw.random(size) < buys).astype(float)
    return pd.DataFrame({"x": x, "z": z, "mark": mark, "city": city}), treated, outcome
