"""Makes the fonts of paper beside this file: Inter and Cormorant Garamond as they are, Noto Sans CJK SC cut to what a shop writes.

Chinese is level 1 of GB 2312 and every sign of our own words; Latin, Greek and marks come along. Once, and again
when tests/sheets/test_paper_fonts.py names a sign that is missing:

    pip install fonttools brotli && python -m static.fonts.paper.make /usr/share/fonts/opentype/noto
"""

import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
LATIN = {
    "Inter-Regular.ttf": "inter-latin-400-normal.woff2",
    "Inter-SemiBold.ttf": "inter-latin-600-normal.woff2",
    "CormorantGaramond-SemiBold.ttf": "cormorant-garamond-latin-600-normal.woff2",
}
CHINESE = {"NotoSansSC-Regular.otf": "NotoSansCJK-Regular.ttc", "NotoSansSC-Bold.otf": "NotoSansCJK-Bold.ttc"}
FACE = 2  # of a collection: SC, and not JP, which draws 直 and 骨 the Japanese way
BLOCKS = ((0x20, 0x17F), (0x391, 0x3C9), (0x2010, 0x2044), (0x20AC, 0x20AC), (0x2190, 0x2193), (0x2200, 0x2265))
MORE = "Δ№™•·±×÷≈≠≤≥∞√′″○●□■△▲▼◆★☆、。〈〉《》「」『』【】〔〕〜　" + "".join(map(chr, range(0xFF01, 0xFF5F))) + "￥"


def main(fonts: Path) -> None:
    """Writes the fonts, and covered.txt with every sign that one of them has."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    covered: set[int] = set()
    for file, web in LATIN.items():
        font = TTFont(HERE.parent / web)
        font.flavor = None
        font.save(HERE / file)
        covered |= set(font.getBestCmap()) if file.startswith("Inter") else set()
    for file, collection in CHINESE.items():
        font = TTFont(fonts / collection, fontNumber=FACE)
        cutter = subset.Subsetter(
            subset.Options(layout_features=["kern", "palt", "locl"], name_IDs=["*"], hinting=False)
        )
        cutter.populate(unicodes=[*map(ord, gb2312() | own()), *signs()])
        cutter.subset(font)
        font.save(HERE / file)
        covered |= set(font.getBestCmap())
    (HERE / "covered.txt").write_text("".join(map(chr, sorted(covered))), encoding="utf-8", newline="")


def gb2312() -> set[str]:
    """The 3,755 hanzi of the first level, rows 16 to 55."""
    pairs = (bytes([0xA0 + row, 0xA0 + cell]) for row in range(16, 56) for cell in range(1, 95))
    return set("".join(pair.decode("gb2312", errors="ignore") for pair in pairs))


def own() -> set[str]:
    """Every sign of our own words, in all languages: catalogues of messages, figures, terms, events, the sample shop."""
    files = [*(ROOT / "locales").rglob("*.po"), *(ROOT / "analytics").glob("*.toml"), *(ROOT / "data").rglob("*.csv")]
    files += [*(ROOT / "words").glob("*.py"), *(ROOT / "data" / "sample").rglob("*.*")]
    texts = (
        file.read_text(encoding="utf-8") for file in files if file.suffix in {".po", ".toml", ".csv", ".py", ".sql"}
    )
    return {sign for text in texts for sign in text if sign.isprintable()}


def signs() -> Iterator[int]:
    """Latin with its accents, Greek, and marks."""
    for first, last in BLOCKS:
        yield from range(first, last + 1)
    yield from map(ord, MORE)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
