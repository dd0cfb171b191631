"""Persons as keyed pseudonyms: the store never holds an e-mail, a phone number or a wallet id.

HMAC-SHA256 with the installation's own key, so that nobody without the key can try out addresses (a plain hash would
let them). The key lives outside the database: data/key.py says where. A key that was rotated has several parts, each of
which hashes what the one before it made: whoever has got hold of an older part alone finds nobody.
"""

import hashlib
import hmac
import re
from collections.abc import Sequence

from data import shapes
from data.sources.layout import Layout
from data.store import Writer

LENGTH = 32  # hex digits kept: 128 bits
NEXT = b"\nrotated "  # between the parts of a key
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


def parts(key: bytes) -> list[bytes]:
    """The parts of a key, the first the oldest."""
    return key.split(NEXT)


def pseudonym(text: str, key: bytes) -> str:
    """The keyed hash of one text; `macros` computes the same inside the engine."""
    for part in parts(key):
        text = hmac.new(part, text.encode(), hashlib.sha256).hexdigest()[:LENGTH]
    return text


def macros(key: bytes) -> str:
    """SQL that gives the connection `pseudonym(text)`; temporary, so the key is never written to the database.

    Beside it `rekeyed(hash)`, a pseudonym from before the last rotation as it is now, and `first_hash(text)`, by the oldest part alone.
    """
    first, *later = parts(key)
    whole = _hash(first, "spoken")
    for part in later:
        whole = _hash(part, whole)
    return ";".join(
        f"create or replace temp macro {macro} as {sql}"
        for macro, sql in {
            "pseudonym(spoken)": whole,
            "first_hash(spoken)": _hash(first, "spoken"),
            "rekeyed(spoken)": _hash(later[-1], "spoken") if later else "spoken",
        }.items()
    )


def _hash(part: bytes, sql: str) -> str:
    block = (hashlib.sha256(part).digest() if len(part) > 64 else part).ljust(64, b"\0")
    inner, outer = (bytes(byte ^ pad for byte in block).hex() for pad in (0x36, 0x5C))
    return f"left(sha256(unhex('{outer}') || unhex(sha256(unhex('{inner}') || encode({sql})))), {LENGTH})"


def key_kept(text: str, key: bytes) -> str:
    """A key as it may be kept: its keyed hash where it is shaped like a person's; `key_macros` computes the same in the engine."""
    first, *_later = parts(key)
    return (
        pseudonym(f"value|{shapes.plain(text).strip(BLANKS).lower()}", first) if shapes.is_persons_key(text) else text
    )


def key_macros() -> str:
    """SQL for keys as they may be kept, over `first_hash` and the shapes: one value gives one hash, in every table and column, for good.

    A rotation leaves these: beside a key that is a hash stand plain ones that look the same, and every join is by them.
    """
    trimmed = "lower(trim(plain_text(cell), e' \\t\\r\\n'))"
    return f"""create or replace temp macro hashed_value(cell) as first_hash('value|' || {trimmed});
        create or replace temp macro key_kept(cell) as case when is_persons_key(cell) then hashed_value(cell) else cell end;
        create or replace temp macro place_kept(cell) as
            case when is_persons_key(cell) and not is_name(trim(plain_text(cell))) then hashed_value(cell) else cell end;"""
