"""Validated loading of a till's extract, against pandas and Polars doing the same typed parse; memory as the file grows.

Every side reads the same csv of receipt lines (about 1 % of them bad), trims every cell, types eight columns (exact decimals for money), applies the
same rules (a quantity, a price, a date) and lists the bad rows. Ours reads through the layout of a mapping, as `vetrina load` does; the last
rows are whole loads, with provenance, duplicates, orders, identities and marts.
"""

import tempfile
from pathlib import Path

from benchmarks.measured import Run, peers, rows, run

WRITE = """
import sys, duckdb
duckdb.execute(f'''copy (select 'MI0' || (i % 9) as Negozio, i // 3 as Scontrino,
    strftime(date '2024-01-01' + (i // 4000)::integer, '%d/%m/%Y') as Data, '10:' || lpad((i % 60)::varchar, 2, '0') as Ora,
    'SKU-' || (hash(i) % 5000) as Articolo, 'Borsa numero ' || (hash(i) % 5000) as Descrizione,
    case when i % 100 = 7 then 'uno' else (1 + i % 3)::varchar end as Qta,
    replace((20 + hash(i * 64) % 200000 / 100.0)::decimal(12, 2)::varchar, '.', ',') as Prezzo, '0,00' as Sconto, 'C' || (hash(i // 3) % 90000) as Tessera,
    'IT' as Nazione from range({sys.argv[1]}) t(i)) to '{sys.argv[2]}' (header, delimiter ';')''')
"""
OURS = """
import os, shutil, sys, tempfile, time
from pathlib import Path
from data import privacy, staging
from data.files import header
from data.landing import account, order
from data.mapping import mapped
from data.sources.layout import About
from data.store import writing
os.environ.update(VETRINA_MEMORY='2GB', VETRINA_THREADS='1')
with tempfile.TemporaryDirectory() as home, writing(home) as writer:
    staging.prepare(writer)
    started = time.process_time()
    text = Path(shutil.copy(sys.argv[1], writer.scratch / "whole"))
    found = header.find(text, mapped())
    staging.stage_csv(writer, text, found)
    staging.describe_file(writer, found, "f", About(), staging.LoadOptions())
    columns = staging.land(writer, found)
    account.require(writer, "landing_order", order.REQUIRED)
    bad = account.reject(writer, "landing_order", "f", int(sys.argv[2]), {name: found.layout.staged(name) for name in found.names})
    told.update(cpu=time.process_time() - started, bad=bad, good=writer.execute("select count(*) from landing_order")[0][0])
"""
PANDAS = """
import sys, time, pandas as pd, pyarrow as pa
from decimal import Decimal
started = time.process_time()
def money(text):
    try: return Decimal(text.replace('.', '').replace(',', '.'))
    except Exception: return None
f = pd.read_csv(sys.argv[1], sep=';', dtype=str)
for name in f.columns: f[name] = f[name].str.strip()
f['at'] = pd.to_datetime(f['Data'] + ' ' + f['Ora'], format='%d/%m/%Y %H:%M', errors='coerce')
f['at'] = f['at'].dt.tz_localize('Europe/Rome', ambiguous=True, nonexistent='shift_forward').dt.tz_convert('UTC')
for name in ('Qta', 'Prezzo', 'Sconto'): f[name] = f[name].map(money)
f['ref'] = f['Negozio'] + '-' + f['Data'] + '-' + f['Scontrino']
ok = f['at'].notna() & f['Qta'].notna() & f['Prezzo'].notna() & f['Sconto'].notna()
reasons = f.index[~ok].to_series().astype(str) + ': unreadable'
told.update(cpu=time.process_time() - started, good=int(ok.sum()), bad=int((~ok).sum()))
"""
POLARS = """
import sys, time, polars as pl
started = time.process_time()
def money(name): return pl.col(name).str.replace_all('.', '', literal=True).str.replace(',', '.', literal=True).cast(pl.Decimal(18, 6), strict=False)
f = pl.scan_csv(sys.argv[1], separator=';', infer_schema=False).with_row_index('row_no').with_columns(pl.col(pl.String).str.strip_chars()).with_columns(
    (pl.col('Data') + ' ' + pl.col('Ora')).str.to_datetime('%d/%m/%Y %H:%M', strict=False)
        .dt.replace_time_zone('Europe/Rome', ambiguous='earliest', non_existent='null').dt.convert_time_zone('UTC').alias('at'),
    money('Qta'), money('Prezzo'), money('Sconto'), (pl.col('Negozio') + '-' + pl.col('Data') + '-' + pl.col('Scontrino')).alias('ref')).collect()
ok = f['at'].is_not_null() & f['Qta'].is_not_null() & f['Prezzo'].is_not_null() & f['Sconto'].is_not_null()
reasons = f.filter(~ok).select(pl.format('{}: unreadable', 'row_no'))
told.update(cpu=time.process_time() - started, good=int(ok.sum()), bad=int((~ok).sum()))
"""
WHOLE = """
import sys, tempfile, os
os.environ.update(VETRINA_MEMORY='2GB', VETRINA_THREADS='1')
from data.load import load
with tempfile.TemporaryDirectory() as home:
    (report,) = load([sys.argv[1]], home)
told.update(good=report.rows_loaded, bad=report.rows_rejected)
"""


def table(sizes: tuple[int, ...] = (1_000_000, 10_000_000)) -> str:
    """Rows per CPU second, one thread, and peak memory."""
    polars = peers("polars", "pandas", "pyarrow")
    small = sizes[0]
    with tempfile.TemporaryDirectory(prefix="vetrina-bench-") as folder:
        files = {size: Path(folder) / f"{size}.csv" for size in sizes}
        for size, file in files.items():
            run(WRITE, size, file)
        parses = {
            "Vetrina, typed parse": run(OURS, files[small], small),
            "Polars, typed parse": run(POLARS, files[small], python=polars),
            "pandas, typed parse": run(PANDAS, files[small]),
        }
        body = [_row(name, small, each, parses["Vetrina, typed parse"]) for name, each in parses.items()]
        for size, file in files.items():
            body.append(_row(f"Vetrina, whole load of {size:,}", size, run(WHOLE, file), None))
    return rows(["what", "rows", "good", "bad", "CPU s", "k rows per CPU s", "ours is faster by", "peak MB"], body)


def _row(name: str, size: int, each: Run, ours: Run | None) -> list[str]:
    faster = f"{each.cpu / ours.cpu:.1f}x" if ours else ""
    counts = [f"{each.told['good']:,}", f"{each.told['bad']:,}"]
    return [
        name,
        f"{size:,}",
        *counts,
        f"{each.cpu:.2f}",
        f"{size / each.cpu / 1000:.0f}",
        faster,
        f"{each.peak_mb:.0f}",
    ]


if __name__ == "__main__":
    print(table())
