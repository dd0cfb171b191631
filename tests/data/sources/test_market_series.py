"""Retail of a market as others measure it: our own list, and a statistics office's long table through a mapping."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from data.load import load
from data.mapping import BadMapping, layout
from data.staging import LoadOptions
from data.store import Store
from data.templates import template

HEADER = "series,market,date,value,unit"


def written(folder: Path, *lines: str, name: str = "trade.csv") -> Path:
    file = folder / name
    file.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return file


def held(home: Path) -> list[tuple[object, ...]]:
    said = "select series, market, cast(starts_on as varchar), value, unit from market_series order by all"
    frame = Store.open(home).query(said)
    return list(frame.astype(object).where(frame.notna(), None).itertuples(index=False, name=None))


def reasons(home: Path) -> list[str]:
    return Store.open(home).query("select reason from rejected_rows order by row_no")["reason"].tolist()


@pytest.mark.parametrize(
    ("spoken", "first"),
    [
        ("2020-03-01", "2020-03-01"), ("2020-03", "2020-03-01"), ("202003", "2020-03-01"), ("2020M03", "2020-03-01"), ("3/2020", "2020-03-01"),
        ("Mar 2020", "2020-03-01"), ("2020 MAR", "2020-03-01"), ("marzo 2020", "2020-03-01"), ("2020年3月", "2020-03-01"),
        ("2020-Q2", "2020-04-01"), ("T2 2020", "2020-04-01"), ("2020-W11", "2020-03-09"), ("2020-03-31T00:00:00", "2020-03-31"),
    ],
)  # fmt: skip
def test_a_period_is_known_by_its_first_day_however_it_is_written(tmp_path: Path, spoken: str, first: str) -> None:
    load([written(tmp_path, HEADER, f"Clothing,IT,{spoken},101.5,index")], tmp_path / "store")
    assert held(tmp_path / "store") == [("Clothing", "IT", first, 101.5, "index")]


def test_the_template_is_loaded_once_and_a_restated_value_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    home, header = tmp_path / "store", template("market_series").strip()
    first = written(tmp_path, header, "Clothing,it,2020-02,100.1,Index", "Clothing,,2020-02,99,")
    (report,) = load([first], home)
    assert (report.layout, report.rows_loaded, report.rows_rejected) == ("market_series", 2, 0)
    (again,) = load([first], home)
    assert (again.rows_loaded, again.rows_duplicate) == (0, 2)
    later = written(tmp_path, header, "Clothing,IT,2020-02,100.4,", "Clothing,IT,2020-03,38.2,", name="later.csv")
    (restated,) = load([later], home)
    assert (restated.rows_loaded, restated.rows_updated) == (2, 1)
    assert held(home) == [
        ("Clothing", "", "2020-02-01", 99.0, None),
        ("Clothing", "IT", "2020-02-01", 100.4, "index"),
        ("Clothing", "IT", "2020-03-01", 38.2, None),
    ]


def test_months_told_by_their_last_day_are_months(tmp_path: Path) -> None:
    home = tmp_path / "store"
    load([written(tmp_path, HEADER, *(f"Clothing,IT,{day},100,index" for day in ("2020-01-31", "2020-02-29")))], home)
    load([written(tmp_path, HEADER, "Clothing,IT,2020-03-31,40,index", name="later.csv")], home)
    mart = Store.open(home).query("select starts_on, until_on from benchmarks order by starts_on")
    assert [day.date() for day in mart["starts_on"]] == [date(2020, 1, 1), date(2020, 2, 1), date(2020, 3, 1)]
    assert [day.date() for day in mart["until_on"]] == [date(2020, 2, 1), date(2020, 3, 1), date(2020, 4, 1)]


def test_columns_are_known_by_the_names_of_real_exports(tmp_path: Path) -> None:
    home = tmp_path / "store"
    sdmx = written(tmp_path, "freq;geo;series name;TIME_PERIOD;OBS_VALUE;OBS_FLAG", "M;UK;Clothing;2020-03;1.203,5;p")
    (report,) = load([sdmx], home)
    assert (report.layout, report.rows_loaded) == ("market_series", 1)
    assert held(home) == [("Clothing", "GB", "2020-03-01", 1203.5, None)]


def test_a_row_that_cannot_be_meant_is_rejected(tmp_path: Path) -> None:
    told = {
        "Clothing,IT,2020-01,100.5,index": None,
        "Clothing,IT,2020-02,n.a.,index": "value: text where an amount belongs",
        "Clothing,IT,2020-03,,index": "no value",
        "Clothing,IT,03/04/2020,100,index": "date: a date that does not exist or is written another way; write 2020-03-01",
        "Clothing,IT,2020,100,index": "date: a number where a date belongs",
        "Clothing,IT,,100,index": "no starts on",
        ",IT,2020-03,100,index": "no series",
        "Clothing,Italy,2020-03,100,index": "market: text where two letters",
        "Clothing,QX,2020-03,100,index": "market: text where",
        "Clothing,IT,2020-04,-12.5,index": "value: a number below 0; a level is wanted",
        "Clothing,IT,2020-05,80000,EUR": "unit: another one elsewhere in this series",
    }
    (report,) = load([written(tmp_path, HEADER, *told)], tmp_path / "store")
    assert (report.rows_loaded, report.rows_rejected) == (1, 10)
    found = reasons(tmp_path / "store")
    assert [part in reason for part, reason in zip(filter(None, told.values()), found, strict=True)] == [True] * 10


def test_marks_of_numbers_are_read_from_the_whole_file_and_never_guessed(tmp_path: Path) -> None:
    lines = [f"Clothing;IT;2020-0{month};{value};" for month, value in ((1, "1.234"), (2, "987"))]
    (alone,) = load([written(tmp_path, HEADER.replace(",", ";"), *lines)], tmp_path / "alone")
    assert (alone.rows_loaded, alone.rows_rejected) == (1, 1)
    told = written(tmp_path, HEADER.replace(",", ";"), *lines, "Clothing;IT;2020-03;950,5;", name="told.csv")
    load([told], tmp_path / "told")
    assert [row[3] for row in held(tmp_path / "told")] == [1234.0, 987.0, 950.5]


OFFICE = """
name: office
system: office
grain: series
columns:
  series: {from: [nace_r2, s_adj], join: " "}
  market: {from: geo, values: {UK: GB}}
  starts_on: TIME_PERIOD
  value: {from: OBS_VALUE, decimal: "."}
constants: {unit: index}
"""


def test_a_long_table_of_a_statistics_office_is_described_in_a_mapping(tmp_path: Path) -> None:
    mapping, home = written(tmp_path, OFFICE, name="office.yaml"), tmp_path / "store"
    file = written(
        tmp_path, "DATAFLOW,geo,nace_r2,s_adj,TIME_PERIOD,OBS_VALUE,OBS_FLAG",
        "STS,IT,G4771,NSA,2020-03,38.2,", "STS,UK,G4771,NSA,2020-03,33.1,p", "STS,EA20,G4771,NSA,2020-03,50.0,", "STS,IT,G4771,NSA,2020-04,:,",
    )  # fmt: skip
    (report,) = load([file], home, LoadOptions(mappings=(mapping,)))
    assert (report.layout, report.rows_loaded, report.rows_rejected) == ("office", 2, 2)
    assert held(home) == [
        ("G4771 NSA", "GB", "2020-03-01", 33.1, "index"),
        ("G4771 NSA", "IT", "2020-03-01", 38.2, "index"),
    ]
    assert reasons(home) == [
        "market: text where two letters such as IT may stand, or nothing",
        "OBS_VALUE: text where an amount belongs",
    ]


def test_a_mapping_may_say_how_its_days_are_written(tmp_path: Path) -> None:
    text = OFFICE.replace("starts_on: TIME_PERIOD", 'starts_on: {from: TIME_PERIOD, format: "%d/%m/%Y"}')
    mapping, home = written(tmp_path, text, name="office.yaml"), tmp_path / "store"
    file = written(tmp_path, "geo,nace_r2,s_adj,TIME_PERIOD,OBS_VALUE", "IT,G4771,NSA,01/03/2020,38.2")
    load([file], home, LoadOptions(mappings=(mapping,)))
    assert held(home)[0][2] == "2020-03-01"


def test_a_mapping_of_a_series_needs_its_name_its_day_and_its_value(tmp_path: Path) -> None:
    text = "name: x\nsystem: x\ngrain: series\ncolumns: {starts_on: date, value: value}\n"
    with pytest.raises(BadMapping, match="series rows need series, starts_on, value; series is not mapped"):
        layout(written(tmp_path, text, name="x.yaml"))


def test_british_retail_volume_is_loaded_as_published(tmp_path: Path, shared: Path) -> None:
    mapping = written(
        tmp_path,
        "name: ons\nsystem: ons\ngrain: series\ncolumns: {series: name_series, starts_on: date, value: value}\nconstants: {market: GB, unit: index}\n",
        name="ons.yaml",
    )
    file, home = shared / "data" / "retail_series" / "uk_ons_volume.parquet", tmp_path / "store"
    (report,) = load([file], home, LoadOptions(mappings=(mapping,)))
    frame = pd.read_parquet(file)
    known = int(frame["value"].notna().sum())
    assert (report.layout, report.rows_loaded, report.rows_rejected) == ("ons", known, len(frame) - known)
    clothing = "select value from benchmarks where series = 'clothing' and market = 'GB' and starts_on in ('2020-02-01', '2020-04-01') order by starts_on"
    assert Store.open(home).query(clothing)["value"].tolist() == [84.9, 31.3]
    plain, other = load([file], tmp_path / "plain"), Store.open(tmp_path / "plain")
    assert plain[0].layout == "market_series", "known by its header too; but no market is said"
    assert other.query("select count(*) as n from benchmarks where market is null")["n"][0] == known


def test_chinese_retail_sales_are_loaded_without_the_months_that_are_not_published(
    tmp_path: Path, shared: Path
) -> None:
    mapping = written(
        tmp_path,
        "name: nbs\nsystem: nbs\ngrain: series\ncolumns: {starts_on: month, value: retail_sales_100m_cny}\n"
        "constants: {series: Retail sales, market: CN, unit: CNY 100m}\n",
        name="nbs.yaml",
    )
    file, home = shared / "data" / "retail_series" / "china_retail_levels_2017_2020.csv", tmp_path / "store"
    (report,) = load([file], home, LoadOptions(mappings=(mapping,)))
    assert report.rows_loaded == report.rows_seen == len(pd.read_csv(file))
    mart = Store.open(home).query("select * from benchmarks order by starts_on")
    assert mart["until_on"].notna().all() and not mart["starts_on"].dt.month.isin([1, 2]).any()
