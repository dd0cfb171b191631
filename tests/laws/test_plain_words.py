"""Law: one address, one term a thing, and each language's own marks, in every word a reader meets.

Broken once: a page said "Scegli" beside "confrontatele"; a customer was 顾客, 客户 or 游客 (a tourist); the dearest tier was called
高级定制, made-to-measure; "20% 折扣" reads as 80% off.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from ui import wordlist

ANALYTICS = Path(__file__).parents[2] / "analytics"
CJK = "[\u4e00-\u9fff]"
TRANSLATED = ("it", "zh")


def words(spoken: str) -> Iterator[str]:
    """Every text of a language: screens, figures, checks."""
    for message in wordlist.known(spoken):
        if message.id:
            yield from wordlist._forms(message)
    for file in ("metrics.toml", "checks.toml"):
        for entry in tomllib.loads((ANALYTICS / file).read_text(encoding="utf-8")).values():
            yield from (text[spoken] for text in entry.values() if isinstance(text, dict))


def breaking(spoken: str, pattern: str) -> list[str]:
    """The texts of a language that a pattern finds."""
    return [text for text in words(spoken) if re.search(pattern, text)]


def test_italian_addresses_nobody_as_tu_or_voi() -> None:
    pronouns = r"(?i)\b(tu|tuo|tua|tuoi|tue|voi|vostr[oaie]|avete|abbiate|confrontatel[aeio]|scegliete)\b"
    orders = r"(^|\. |: )(Carica|Scegli|Allarga|Imposta|Invia|Indica|Togli|Esporta|Dividi)(l[aoei])?\b|[,:] caricate\b"
    assert breaking("it", pronouns) + breaking("it", orders) == []


@pytest.mark.parametrize(
    ("spoken", "pattern"),
    [
        ("it", r"(?i)\b(ritenzione|ospiti|acquirenti|sorteggi\w*|svanimento|regolamento|AP)\b"),
        ("it", r"(?i)profondità|date tranquille|esclus[io] a sorte"),
        ("zh", "顾客|游客|精品店|关闭|重开|欧央行|店铺"),
        ("zh", "抽签|留出|平静日期|本应如何|零售整体|毛销售额|标价"),
        ("zh", r"高级定制|% 折扣|折扣深度|(?<!置信)区间 \{|95% 区间"),
    ],
)
def test_a_thing_has_one_term_and_no_borrowed_one(spoken: str, pattern: str) -> None:
    assert breaking(spoken, pattern) == []


@pytest.mark.parametrize("spoken", TRANSLATED)
def test_no_space_stands_before_a_percent_sign(spoken: str) -> None:
    assert breaking(spoken, r"\d\s%") == []


def test_italian_quotes_with_angle_marks() -> None:
    assert breaking("it", '[“”"]') == []


def test_chinese_is_punctuated_in_full_width() -> None:
    assert breaking("zh", rf"{CJK}[,.:;?!()]|[,:;?!(]{CJK}|{CJK}\.\.\.") == []


def test_each_price_tier_is_named_as_one_in_chinese() -> None:
    said = wordlist.known("zh")
    tiers = [str(said.get(name).string) for name in ("Entry", "Core", "Premium", "Luxury", "Haute")]
    assert len(set(tiers)) == 5 and all(name.endswith("价位") for name in tiers)
