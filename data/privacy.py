"""Persons as keyed pseudonyms: the store never holds an e-mail, a phone number or a wallet id.

HMAC-SHA256 with the installation's own key, so that nobody without the key can try out addresses (a plain hash would
let them). The key lives outside the database: data/key.py says where.
"""

import hashlib
import hmac
import re
from collections.abc import Sequence

from data import shapes
from data.sources.layout import Layout
from data.store import Writer

LENGTH = 32  # hex digits kept: 128 bits
BLANKS = " \t\r\n"


# Headers that speak of a person, in the languages of the files met.
PERSONAL = re.compile(
    "name|mail|phone|mobile|tel|address|street|city|zip|postal|province|company|login|account|user|openid|buyer|customer|payer|card|employee|ip"
    "|nome|cognome|indirizzo|cliente|tessera|telefono|nota|note|remark|message|comment|description|metadata|tags"
    "|对方|买家|收货|收件|联系|手机|电话|地址|账号|账户|会员|姓名|用户|备注|留言|发票|昵称|操作员|商品名称",
    re.IGNORECASE,
)


def impersonal(layout: Layout, names: Sequence[str]) -> list[str]:
    """The columns of a file that may be kept as text beside a rejected row: known to the layout, and not about a person."""
    known = layout.required | layout.optional
    return [name for name in names if name in known and name not in layout.personal and not PERSONAL.search(name)]


def prepare(writer: Writer, key: bytes) -> None:
    """The macros that hash, over those of the shapes."""
    writer.execute(macros(key))
    writer.execute(key_macros())


def pseudonym(text: str, key: bytes) -> str:
    """The keyed hash of one text; `macros` computes the same inside the engine."""
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:LENGTH]


def macros(key: bytes) -> str:
    """SQL that gives the connection `pseudonym(text)`; temporary, so the key is never written to the database."""
    block = (hashlib.sha256(key).digest() if len(key) > 64 else key).ljust(64, b"\0")
    inner, outer = (bytes(byte ^ pad for byte in block).hex() for pad in (0x36, 0x5C))
    return (
        f"create or replace temp macro pseudonym(spoken) as left(sha256(unhex('{outer}') || "
        f"unhex(sha256(unhex('{inner}') || encode(spoken)))), {LENGTH})"
    )


def key_kept(text: str, key: bytes) -> str:
    """A key as it may be kept: its keyed hash where it is shaped like a person's; `key_macros` computes the same in the engine."""
    return pseudonym(f"value|{shapes.plain(text).strip(BLANKS).lower()}", key) if shapes.is_persons_key(text) else text


def key_macros() -> str:
    """SQL for keys as they may be kept, over `pseudonym` and the shapes: one value gives one hash, in every table and column."""
    trimmed = "lower(trim(plain_text(cell), e' \\t\\r\\n'))"
    return f"""create or replace temp macro hashed_value(cell) as pseudonym('value|' || {trimmed});
        create or replace temp macro key_kept(cell) as case when is_persons_key(cell) then hashed_value(cell) else cell end;
        create or replace temp macro place_kept(cell) as
            case when is_persons_key(cell) and not is_name(trim(plain_text(cell))) then hashed_value(cell) else cell end;"""
