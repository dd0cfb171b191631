"""Small files, loaded for real."""

from pathlib import Path

from data.load import Report, load
from data.staging import LoadOptions
from data.store import Store

TILL = "Negozio;Scontrino;Data;Ora;Articolo;Descrizione;Qta;Prezzo;Sconto;Tessera;Nazione\n"


def till(folder: Path, name: str, *rows: str) -> Path:
    """A till's extract in the layout of data/mappings/boutique_pos.yaml."""
    file = folder / name
    file.write_text(TILL + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return file


def loaded(folder: Path, *files: Path, options: LoadOptions | None = None) -> tuple[Store, list[Report]]:
    """The store in `folder/store` after loading the files into it, and what became of them."""
    reports = load(files, folder / "store", options)
    return Store.open(folder / "store"), reports
