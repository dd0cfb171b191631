"""Writes the published version for another engine: for Spark, as Parquet by month, with marts built there by the same SQL."""

import sys
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

from commands import options, progress
from data.errors import BadRequest

ADDRESS = "sc://127.0.0.1:15002"


def register(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("--to", choices=["spark"], required=True, help="the engine")
    parser.add_argument(
        "--path", required=True, metavar="DIR", help="folder that this machine and every executor see under this path"
    )
    parser.add_argument("--at", default=ADDRESS, metavar="ADDRESS", help=f"its Connect server, default {ADDRESS}")
    options.store(parser)


def run(args: Namespace) -> int:
    """Publishes for Spark."""
    from data.store.spark.publish import copied, publish  # imported here: only this verb needs it

    if not args.at.startswith("sc://"):
        raise BadRequest(f"--at is {args.at[:60]!r}; give the address of a Spark Connect server such as {ADDRESS}")
    folder, started = Path(args.path).resolve(), time.monotonic()
    print(f"Publishing for Spark into {folder} ...", file=sys.stderr, flush=True)
    version = publish(args.store, folder, args.at, progress.bar())
    progress.done(f"Done in {time.monotonic() - started:.0f} s: version {version} in {folder}.")
    for mart, why in copied(folder, version).items():
        print(f"{mart} was copied as the store holds it, not built by Spark: {why}", file=sys.stderr)
    print(f"VETRINA_STORE={args.at} VETRINA_SPARK_PATH={folder} vetrina status")
    return 0
