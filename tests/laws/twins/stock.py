"""Pieces received, sold, given back and left, worked out in pandas."""

from datetime import date

import pandas as pd

from data.store import Choice
from tests.laws.twins.detail import SINCE, UNTIL, Detail, chosen, within

GOODS = ("channel", "store_id", "tier", "brand", "category")
SOLD_SINCE = date(2024, 12, 4)
END = pd.Timestamp(UNTIL)
KEYS = ["season", "product_id"]


def _back_on(lines: pd.DataFrame) -> pd.Series:
    return lines["returned_on"].fillna(lines["ordered_on"])


def _moves(detail: Detail, choice: Choice) -> pd.DataFrame:
    """Every piece that came, went and came back before the end: day, place, article, and what of the three it was."""
    came = chosen(detail.read("select * from receipts_mart"), choice).assign(kind="received")
    came = came[came["is_in_season"]].rename(columns={"received_on": "day"})
    lines = chosen(detail.lines, choice)
    lines = lines[lines["product_id"].notna() & lines["units"].notna()]
    went = lines[lines["units"] > 0].assign(kind="sold").rename(columns={"ordered_on": "day"})
    back = lines.assign(day=_back_on(lines), units=-lines["units_returned"], kind="returned")
    columns = ["day", "kind", "season", "product_id", "store_id", "units"]
    rows = pd.concat([part[columns] for part in (came, went, back)], ignore_index=True).astype({"units": float})
    rows["season"] = rows["season"].fillna("")
    return rows[(rows["day"] < END) & (rows["units"] != 0)]


def _judged(moves: pd.DataFrame) -> pd.DataFrame:
    received = moves["units"].where(moves["kind"] == "received", 0.0)
    sold = moves["units"].where(moves["kind"] != "received", 0.0)
    table = moves.assign(received=received, sold=sold).groupby(KEYS)[["received", "sold"]].sum().reset_index()
    state = pd.Series("sound", index=table.index).mask(table["sold"] > table["received"], "oversold")
    return table.assign(state=state.mask(table["received"] <= 0, "unreceived"))


def through(detail: Detail, choice: Choice) -> pd.DataFrame:
    """By season: what of articles with whole receipts was received and sold, and what stands apart."""
    table = _judged(_moves(detail, choice))
    rows = []
    for season, part in table.groupby("season"):
        sound, over = part[part["state"] == "sound"], part[part["state"] == "oversold"]
        bare = part[(part["state"] == "unreceived") & (part["sold"] > 0)]
        rows.append(
            {
                "season": season,
                "received": sound["received"].sum(),
                "sold": sound["sold"].sum(),
                "articles": len(sound),
                "articles_unreceived": len(bare),
                "sold_unreceived": bare["sold"].sum(),
                "articles_oversold": len(over),
                "sold_oversold": over["sold"].sum(),
                "received_oversold": over["received"].sum(),
            }
        )
    return pd.DataFrame(rows, columns=["season", "received", "sold", "articles", "articles_unreceived", "sold_unreceived",
                                       "articles_oversold", "sold_oversold", "received_oversold"])  # fmt: skip


def days(detail: Detail, choice: Choice) -> pd.DataFrame:
    """By season and day, of the articles whose receipts are whole."""
    moves = _moves(detail, choice)
    moves = moves[moves["season"] != ""]
    table = _judged(moves)
    sound = table.loc[table["state"] == "sound", KEYS]
    kept = moves.merge(sound, on=KEYS)
    kept = kept.assign(
        received=kept["units"].where(kept["kind"] == "received", 0.0),
        sold=kept["units"].where(kept["kind"] != "received", 0.0),
    )
    return kept.groupby(["season", "day"])[["received", "sold"]].sum().reset_index()


def _lying(detail: Detail, choice: Choice) -> pd.DataFrame:
    """Each place's last count before the end, the place's count being that of all its goods."""
    counts = detail.read("select * from stock_mart")
    counts = counts[counts["counted_on"] < END]
    last = counts.groupby("store_id")["counted_on"].transform("max")
    return chosen(counts[counts["counted_on"] == last], choice)


def left(detail: Detail, choice: Choice) -> pd.DataFrame:
    """By category: pieces and their value, and pieces sold and given back in the four weeks before."""
    lying = _lying(detail, choice)
    table = lying.groupby("category")[["units", "cost_eur", "list_eur"]].sum().astype(float)
    table["articles"] = lying.groupby("category")["product_id"].nunique()
    lines = chosen(detail.lines, choice)
    went = within(lines[lines["units"] > 0], since=SOLD_SINCE).groupby("category")["units"].sum()
    back = lines.assign(back_on=_back_on(lines))
    back = within(back[back["ordered_on"] < END], "back_on", since=SOLD_SINCE)
    back = back[back["units_returned"] > 0].groupby("category")["units_returned"].sum()
    table = table.join(went.rename("sold"), how="outer").join(back.rename("returned"), how="outer")
    return table.rename_axis("slice").reset_index()


def earned(detail: Detail, choice: Choice) -> pd.DataFrame:
    """By category: margin of the year, and the cost that lay there, day by day."""
    counts = detail.read("select * from stock_mart")
    first, end = pd.Timestamp(SINCE), END
    following = {}
    for place, part in counts.groupby("store_id"):
        known = sorted(part["counted_on"].unique())
        following |= {(place, day): later for day, later in zip(known, [*known[1:], END], strict=True)}
    mine = chosen(counts, choice)
    spans = [
        max((min(following[place, day], end) - max(day, first)).days, 0)
        for place, day in zip(mine["store_id"], mine["counted_on"], strict=True)
    ]
    cost = (mine["cost_eur"].astype(float) * spans).groupby(mine["category"]).sum()
    cost = cost[cost > 0]
    lines = within(chosen(detail.lines, choice))
    margin = lines.groupby("category")["margin_eur"].sum(min_count=1).astype(float)
    table = pd.concat([cost.rename("cost_days"), margin.rename("margin_eur")], axis=1)
    return table.rename_axis("slice").reset_index()


def places(detail: Detail, choice: Choice) -> pd.DataFrame:
    """By place: the last count and the one before of the chosen goods, and what moved from one to the other."""
    counts = chosen(detail.read("select * from stock_mart"), choice)
    counts = counts[counts["counted_on"] < END]
    came = chosen(detail.read("select * from receipts_mart"), choice)
    lines = chosen(detail.lines, choice)
    lines = lines.assign(back_on=_back_on(lines))
    rows = []
    for place, part in counts.groupby("store_id"):
        sums = part.groupby("counted_on")["units"].sum().astype(float).sort_index()
        row = {"store_id": place, "counted_on": sums.index[-1], "units": sums.iloc[-1]}
        if len(sums) > 1:
            since, until = (day + pd.Timedelta(days=1) for day in sums.index[-2:])
            here = lines[lines["store_id"] == place]
            sold = within(here[here["units"] > 0], since=since, until=until)["units"].sum()
            back = within(here, "back_on", since, until)["units_returned"].sum()
            received = within(came[came["store_id"] == place], "received_on", since, until)["units"].sum()
            row |= {"units_before": sums.iloc[-2], "received": received, "sold": sold, "returned": back}
        rows.append(row)
    table = pd.DataFrame(
        rows, columns=["store_id", "counted_on", "units", "units_before", "received", "sold", "returned"]
    )
    return table.astype(dict.fromkeys(["units", "units_before", "received", "sold", "returned"], float))
