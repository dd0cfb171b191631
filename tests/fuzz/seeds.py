"""What is mutated: a small file of every layout, shipped mappings included."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from data.load import layouts_of
from data.sources.layout import Layout
from data.staging import LoadOptions
from tests.conftest import ROOT
from tests.data.sources.golden.pairs import FOLDER, files

OPTIONS = LoadOptions("Europe/Rome", "EUR", mappings=tuple(sorted((ROOT / "data" / "mappings").glob("*.yaml"))))
MAPPED = {
    "boutique_pos": """Negozio;Scontrino;Data;Ora;Articolo;Descrizione;Qta;Prezzo;Sconto;Tessera;Nazione
MI01;7;31/12/2025;23:30;B1;Borsa;1;1.210,50;10,00;C1;IT
MI01;8;30/12/2025;12:30;B2;Cintura;-1;90,00;0,00;C2;IT
RM02;7;31/12/2025;10:05;B1;Borsa;2;1.210,50;0,00;;CN
""",
    "cegid_y2": """GL_NATUREPIECEG,GL_SOUCHE,GL_NUMERO,GL_INDICEG,GL_DATEPIECE,GP_HEURECREATION_HHMMSS,GL_ETABLISSEMENT,GP_TICKETANNULE,GL_NUMLIGNE,\
GL_CODEARTICLE,GL_QTEFACT,GL_TOTALTTC,GL_TYPELIGNE
FFO,S1,101,0,31/12/2025,101500,MI01,-,1,B1,1,450.00,ART
FFO,S1,101,0,31/12/2025,101500,MI01,-,2,B2,2,180.00,ART
FFO,S1,102,0,30/12/2025,111500,MI01,-,1,B1,-1,-450.00,ART
""",
    "online_retail": """InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
536365,85123A,WHITE HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom
536365,71053,LANTERN,6,2010-12-01 08:26:00,3.39,17850.0,United Kingdom
C536379,D,Discount,-1,2010-12-01 09:41:00,27.50,14527.0,France
""",
    "phygital_lab": """lab_id,session_id,sold_at,sku,product,brand,category,quantity,price,discount,currency,alipay_user_id,payment_reference,country
JESI,s-1,2025-12-31 10:00:00,B1,Bag,Maison,bags,1,1200.00,0.00,EUR,2088000000000001,p-1,CN
JESI,s-2,2025-12-30 11:00:00,B2,Belt,Maison,belts,2,90.50,5.00,EUR,2088000000000002,p-2,IT
""",
}


@dataclass(frozen=True)
class Seed:
    """A file that loads.

    Attributes:
        name: where it comes from.
        content: its bytes.
    """

    name: str
    content: bytes


@lru_cache(maxsize=1)
def known() -> Sequence[Layout]:
    """Every layout, shipped mappings included."""
    return layouts_of(OPTIONS)


@lru_cache(maxsize=1)
def seeds() -> tuple[Seed, ...]:
    """The golden files, a till's of each mapping, and for each layout without either its own header over made-up cells."""
    golden = [Seed(str(file.relative_to(FOLDER)), file.read_bytes()) for file in files()]
    mapped = [Seed(name, text.encode()) for name, text in MAPPED.items()]
    return (*golden, *mapped, *(_made_up(layout) for layout in known() if layout.refuse is None))


def _made_up(layout: Layout) -> Seed:
    """Two rows under every column the layout knows: most will be rejected, none may be lost."""
    names = [*sorted(layout.required), *sorted(layout.optional)]
    lines = [names, *([_cell(name, row) for name in names] for row in (1, 2))]
    text = "".join(",".join(f'"{cell}"' for cell in line) + "\n" for line in lines)
    return Seed(f"made up for {layout.name}", text.encode())


DATES = ("date", "time", "_at", "data", "时间", "日期", "created", "datum", "since", "month")
AMOUNTS = ("amount", "total", "price", "net", "gross", "fee", "金额", "价", "费", "importo", "betrag", "rate", "spend")
CURRENCIES = ("currency", "币", "valuta", "währung")


def _cell(name: str, row: int) -> str:
    """What may stand under a header, by its name."""
    lower = name.lower()
    if any(word in lower for word in CURRENCIES):
        return "EUR"
    if any(word in lower for word in DATES):
        return f"2025-12-{row + 10} 10:00:00"
    if any(word in lower for word in AMOUNTS):
        return f"{row * 10}.50"
    return f"{row}"
