"""What a sheet is written as, by the ending of its file."""

from collections.abc import Callable

from sheets import as_html, as_pdf, as_workbook
from sheets.paper import Sheet

WRITERS: dict[str, Callable[[Sheet], bytes]] = {
    "pdf": as_pdf.pages,
    "xlsx": as_workbook.workbook,
    "html": as_html.page,
}
