"""Says why these orders are one customer; with --separate, undoes a merge."""

import sys
from argparse import ArgumentParser, Namespace

from commands import options
from data import identity, link
from data.errors import BadRequest
from data.store import Store, writing


def register(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("customer")
    parser.add_argument("--separate", metavar="TYPE:HASH", help="declare that this key joins nobody")
    options.store(parser)


def run(args: Namespace) -> int:
    """The keys that make these orders one customer; with --separate, a merge undone."""
    if args.separate is not None:
        id_type, _, id_hash = args.separate.partition(":")
        if not (id_type and id_hash):
            raise BadRequest(
                f"--separate is {args.separate!r}; give TYPE:HASH as `vetrina identity CUSTOMER` lists them"
            )
        with writing(args.store, kind="identity", note=f"{args.separate} joins nobody") as writer:
            link.separate(writer, id_type, id_hash, "declared on the command line")
        print(f"{args.separate} joins nobody from now on")
        return 0
    keys = identity.explain(Store.open(args.store), args.customer)
    if keys.empty:
        print(
            f"no customer {args.customer}; `vetrina query 'select customer_id from customers limit 5'` shows some",
            file=sys.stderr,
        )
        return 1
    keys.to_csv(sys.stdout, index=False)
    return 0
