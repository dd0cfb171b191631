"""Which alphabet bytes beyond ASCII are of, by the letters that its languages write most. It is always a guess, and said."""

import re

_CYRILLIC = "оеаинтсрвлкмдпуяьыгзбч"
# The letters that make up nine tenths of a text; another alphabet's bytes fall on them no more often than on its others.
USUAL = {
    "cp1251": _CYRILLIC,
    "koi8_r": _CYRILLIC,
    "cp1253": "αοιετσνηυρπκμλςωδγάέήίόύώ",
    "cp874": "กขคงจชดตถทนบปพมยรลวสหอะัาิีืุูเแใไ่้์",
    "cp1255": "יוהלאתרבשמנדקפכעחםט",
    "cp1256": "اليمونترةبعدفسهكقحجأ",
}
CLEAR = 0.8
FEWEST = 8  # bytes; fewer are of any alphabet
LETTERS_FROM = 0xC0  # of Cyrillic and Greek; a third of the bytes of Chinese stand below
KOREAN, KOREAN_SHARE = range(0xB0, 0xC9), 0.95  # first bytes of its syllables; two in five of Chinese stand above
FEWEST_PAIRS = 6

# Letters that cp1252 has in the places of Turkish ones, and that only Icelandic writes besides, with these vowels.
_TURKISH, _ICELANDIC = "þýðÞÝÐ", "áíóúæ"
# Hungarian's long vowels fall on letters that Portuguese writes before an e alone, among others of its own.
_HUNGARIAN, _PORTUGUESE = re.compile("[õÕ](?![eE])"), "ãçâêà"
_CAPITAL_INSIDE = re.compile("[a-zß-ÿ][À-ÖØ-Þ]")


def letters(raw: bytes) -> str | None:
    """The encoding whose usual letters the bytes are, where one is clear."""
    beyond = bytes(byte for byte in raw if byte >= 0x80)
    if len(beyond) < FEWEST:
        return None
    shares = {
        encoding: sum(letter in usual for letter in beyond.decode(encoding, errors="replace").lower()) / len(beyond)
        for encoding, usual in USUAL.items()
    }
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] >= CLEAR else None


def is_lettered(raw: bytes) -> bool:
    """Whether the bytes are single letters of an alphabet: Chinese is written with lower ones too."""
    beyond = [byte for byte in raw if byte >= 0x80]
    return len(beyond) >= FEWEST and sum(byte >= LETTERS_FROM for byte in beyond) >= 0.97 * len(beyond)


def is_korean(raw: bytes) -> bool:
    """Whether double bytes are Korean syllables."""
    pairs: list[bytes] = [pair for pair in re.findall(rb"[\x81-\xfe][\x30-\xfe]", raw) if pair[0] >= 0xA4]
    return len(pairs) >= FEWEST_PAIRS and sum(pair[0] in KOREAN for pair in pairs) >= KOREAN_SHARE * len(pairs)


def other_latin(text: str) -> str | None:
    """The encoding of a text that was read as cp1252 and has letters in it that its languages do not write so; None where it has none."""
    if any(letter in text for letter in _TURKISH) and not any(letter in text for letter in _ICELANDIC):
        return "cp1254"
    if _HUNGARIAN.search(text) and not any(letter in text for letter in _PORTUGUESE):
        return "cp1250"
    return None


def is_of_dos(as_mac: str, as_dos: str) -> bool:
    """Whether a text of single accents is one of a till under DOS: read as a Mac's it has capitals inside its words."""
    return len(_CAPITAL_INSIDE.findall(as_mac)) > len(_CAPITAL_INSIDE.findall(as_dos))
