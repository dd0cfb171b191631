"""docs/mapping.md: what a mapping may say, from the code that reads it."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import msgspec

from data.landing.limits import closed_list
from data.mapping import GRAINS, NEEDED, RESERVED, SHIPPED, landing_columns
from data.mapping_formula import FUNCTIONS
from data.mapping_shape import CellShape, JoinShape, MappingShape
from data.sources.layout import Landing

FILE = Path(__file__).with_name("mapping_words.toml")
ROWS = {
    "line": "a line of an order or receipt",
    "order": "an order or receipt",
    "refund": "money given back for an order, told beside the orders' own file (a return that stands there as a negative line counts already)",
    "payment": "a payment, refund or fee of a wallet or provider",
    "entry": "an entry of an account or payout, as evidence",
    "product": "what a product is, costs or is priced at from a day on",
    "series": "a period of how trade as a whole went",
    "budget": "what was planned for a month",
    "bank": "an entry of a bank account",
    "customer": "a customer, as a shop's own list tells of them",
    "stock": "the pieces of an article on hand in a place on a day",
    "receipt": "the pieces of an article received in a place on a day",
    "gift_card": "what became of a gift card on a day",
}
TITLES: Mapping[Landing, str] = {
    "order": "Orders and their lines",
    "refund": "Refunds of orders",
    "wallet": "Payments",
    "settlement": "Entries of accounts and payouts",
    "product": "Products and prices",
    "series": "Trade as a whole",
    "budget": "Budgets",
    "bank": "Bank statements",
    "customer": "Customers",
    "stock": "Stock",
    "receipt": "Goods received",
    "gift_card": "Gift cards",
}
KINDS = {
    "VARCHAR": "text",
    "BOOLEAN": "yes or no",
    "DATE": "day",
    "PERIOD": "period",
    "MONTH": "month",
    "VAT": "yes or no",
}

# What is shown below the columns of a kind.
AFTER: Mapping[Landing, tuple[str, ...]] = {
    "order": (
        """A boutique that two exports write in two ways becomes one where `values` give it one name; a name that is not listed stays. Who served is
not stored, so advisers have no column.

```yaml
store_key: {from: Filiale, values: {MI01: Milano, Milano Montenapoleone: Milano}}
```
""",
    ),
    "refund": (
        """Refunds find the orders of the same `system` and shop, whichever file is loaded first; until its order is there a refund is in no total, and
the report says so. Each counts as a return on its own day. What the orders' own file says of refunds is not taken off a second time: only what it
states beyond these rows is.

```yaml
grain: refund
system: my_till                                                # as in the mapping of its orders
columns:
  order_ref: Numero ordine
  refund_id: Numero reso
  refunded_at: {from: Data reso, format: "%d/%m/%Y", zone: Europe/Rome}
  amount: {from: Importo, decimal: ",", sign: "-"}             # the file writes what it gives back above nought
```
""",
    ),
    "wallet": (
        """What a marketplace charges is a commission in the month's books, what all others charge a fee. That its system is one is said with its
`channel`, here or in the mapping of its entries or of its orders, if all of them are sold there:

```yaml
constants: {channel: marketplace}
```
""",
    ),
    "customer": (
        """A list says of the keys it shows where a customer lives, which loyalty tier they have and whether they may be written to; lists for campaigns
leave out who refused. It may be loaded before the orders or after them, makes nobody a customer and joins nobody. Numbers and cards are those of the
orders' `system`. The latest `told_at` counts, whatever is loaded last; a list without days is given one by `vetrina load --as-of 2026-03-31`. Names and
addresses are not read.

```yaml
grain: customer
system: my_till                                                # as in the mapping of its orders
columns:
  pos_card: Tessera
  email: E-mail
  home_market: {from: Nazione, values: {Italia: IT, Cina: CN}}
  loyalty_tier: Livello
  marketing_consent: {from: Consenso marketing, values: {Sì: "yes", No: "no"}}
  told_at: {from: Aggiornato il, format: "%d/%m/%Y", zone: Europe/Rome}
```
""",
    ),
    "stock": (
        """A count is of its whole place; an article that the next count leaves out is gone. The file that reaches to the later day decides, or `--as-of`.

```yaml
grain: stock
system: my_erp
columns:
  day: {from: Data giacenza, format: "%d/%m/%Y"}
  store_key: {from: Magazzino, values: {MI01: Milano}}          # as orders name the boutique
  sku: Articolo
  units: {from: Giacenza, decimal: ","}
  unit_cost: {from: Costo, decimal: ","}
constants: {currency: EUR}
```
""",
    ),
    "gift_card": (
        """What a card that is sold holds is owed until it is spent. Amounts are above nought where more is owed after the entry, below where less is; a list
that writes all of them above is turned by the kind of entry. The cards' own numbers are money to whoever reads them: leave them out.

```yaml
grain: gift_card
system: my_till
columns:
  entry_ref: Movimento
  day: {from: Data, format: "%d/%m/%Y"}
  movement: {from: Causale, values: {Emissione: issued, Utilizzo: spent, Reso: returned, Scadenza: expired, Rettifica: adjusted}}
  amount: {compute: "if([Causale] = 'Utilizzo' or [Causale] = 'Scadenza', -[Importo], [Importo])", decimal: ","}
constants: {currency: EUR}
```
""",
    ),
}


@lru_cache(maxsize=1)
def words() -> dict[str, dict[str, str]]:
    """What each key and each canonical column is, by section."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def page() -> str:
    """The whole page."""
    parts = [_head(), _keys(), _parts(), _formulas(), _joins()]
    for landing, title in TITLES.items():
        parts += [_canonical(landing, title), *AFTER.get(landing, ())]
    return "\n".join(parts)


def _head() -> str:
    examples = ", ".join(f"[{file.stem}](../data/mappings/{file.name})" for file in sorted(SHIPPED.glob("*.yaml")))
    return f"""# Mappings

Written by `make docs` from the code that reads mappings. A mapping is a short YAML file that describes a table nobody coded a layout for:

1. `vetrina template mapping FILE > my.yaml` guesses one from the file's own cells. What it cannot know stands as `???`; the zone and the
   currency are asked for with `needs`.
2. Check each line against the comments beside it.
3. `vetrina load --dry-run --mapping my.yaml FILE` shows the first twenty rows as they would load, totals and what would be rejected; nothing
   is stored.
4. `vetrina load --mapping my.yaml FILE` loads it.

A mapping that says what cannot be, or what would change nothing, is refused with the line and what may stand there. Examples that come with
Vetrina: {examples}.
"""


def _keys() -> str:
    return _table("The file", "key", _named("keys", _fields(MappingShape)))


def _parts() -> str:
    rows = _table("A column", "part", _named("parts", _fields(CellShape)))
    return f"""{rows}
`sku: Articolo` is short for `sku: {{from: Articolo}}`. A column named with special signs stands in quotes: `"N°"`.
"""


def _formulas() -> str:
    functions = "\n".join(
        f"- `{signature.partition(': ')[0]}`: {signature.partition(': ')[2]}" for signature in FUNCTIONS.values()
    )
    return f"""## Computed values

`compute` holds columns in `[ ]`, texts in `' '`, numbers, `+ - * /`, `= <> < <= > >=`, `and or not`, brackets and:

{functions}

```yaml
gross: {{compute: "if([Tipo] = 'Reso', -[Importo], [Importo])", decimal: ","}}
line_tax: {{compute: "round([Prezzo] * [Qta] * [IVA] / (100 + [IVA]), 2)", decimal: ","}}
payment_method: {{compute: "first([Carta], [Wallet])"}}
```

A cell that is counted with and is no number rejects its row; an empty one makes the value empty (`first([Sconto], 0)` is nought instead).
"""


def _joins() -> str:
    rows = _table("Several files", "part of an entry of `join`", _named("joins", _fields(JoinShape)))
    return f"""{rows}
The files are given in one command, in any order, or in one zip. At most one join of a mapping has `rows: many`; a second table of that kind, as
payments beside lines, is described in a mapping of its own.

```yaml
join:
  lines: {{match: [Document No., Line No., Quantity], on: {{"No.": Document No.}}, rows: many}}
columns:
  order_ref: "No."
  qty: lines.Quantity
```
"""


def _canonical(landing: Landing, title: str) -> str:
    kinds = landing_columns(landing)
    grains = [grain for grain, lands in GRAINS.items() if lands == landing]
    told = "; ".join(
        f"`grain: {grain}`, a row is {ROWS[grain]}: needs {', '.join(f'`{name}`' for name in NEEDED[grain])}"
        for grain in grains
    )
    lines = [f"## {title}\n", f"{told}.\n", "| column | holds | what it is |", "| --- | --- | --- |"]
    for name, kind in kinds.items():
        if name not in RESERVED:
            lines.append(f"| {name} | {_kind(landing, name, kind)} | {words()[landing][name]} |")
    return "\n".join(lines) + "\n"


def _kind(landing: Landing, name: str, kind: str) -> str:
    if allowed := closed_list(landing, name):
        return ", ".join(allowed)
    return KINDS.get(kind, "time" if kind.startswith("TIMESTAMP") else "number")


def _fields(kind: type[msgspec.Struct]) -> list[str]:
    return [field.encode_name for field in msgspec.structs.fields(kind)]


def _named(section: str, names: Iterable[str]) -> dict[str, str]:
    return {name: words()[section][name] for name in names}


def _table(title: str, what: str, rows: Mapping[str, str]) -> str:
    lines = [f"## {title}\n", f"| {what} | what it says |", "| --- | --- |"]
    return "\n".join([*lines, *(f"| `{name}` | {text} |" for name, text in rows.items())]) + "\n"
