"""The languages, and their words.

`locales/<language>/LC_MESSAGES/vetrina.po` is read as it stands: a translator edits text, nothing is compiled.
"""

import gettext
import io
from functools import lru_cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = {"en": "English", "it": "Italiano", "zh": "中文"}
REGIONS = {"en": "en_GB", "it": "it_IT", "zh": "zh_Hans_CN"}
LOCALES = Path(__file__).parents[1] / "locales"


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(language: str) -> gettext.NullTranslations:
    """The translations of a language, from its .po file."""
    compiled = io.BytesIO()
    with file_of(language).open("rb") as text:
        write_mo(compiled, read_po(text, locale=REGIONS[language]))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def file_of(language: str) -> Path:
    """Where a language's words are kept."""
    return LOCALES / language / "LC_MESSAGES" / "vetrina.po"
