"""Which words the screens use, and which a language still lacks."""

import argparse
import string
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from words.languages import LANGUAGES, REGIONS, file_of

ROOT = Path(__file__).parents[1]
SPOKEN_IN = ("dashboard.py", "pages", "ui", "sheets", "words", "commands")
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "plural": (1, 2),
    "word": None,
    "one_form": None,
    "two_forms": (1, 2),
}


def used() -> Catalog:
    """Every message the code shows."""
    messages = Catalog(project="Vetrina", charset="utf-8")
    for place in SPOKEN_IN:
        for file, _line, message, comments, _context in _extracted(ROOT / place):
            messages.add(message, locations=[(file, 0)], auto_comments=comments)
    return messages


def _extracted(place: Path) -> Iterator[tuple[Any, ...]]:
    folder = place if place.is_dir() else place.parent
    methods = [("**.py" if place.is_dir() else place.name, "python")]
    for file, *rest in extract_from_dir(folder, methods, keywords=KEYWORDS, comment_tags=("Translators:",)):
        yield str((folder / file).relative_to(ROOT)), *rest


def known(spoken: str) -> Catalog:
    """What a language has so far."""
    if not file_of(spoken).is_file():
        return Catalog(locale=REGIONS[spoken], project="Vetrina", charset="utf-8")
    with file_of(spoken).open("rb") as text:
        return read_po(text, locale=REGIONS[spoken])


def faults(spoken: str) -> dict[str, str]:
    """What is wrong with a language, message by message; empty when it is complete."""
    have = known(spoken)
    wrong = {}
    for message in used():
        if message.id:
            fault = _fault(message, have.get(message.id))
            if fault:
                wrong[_first(message)] = fault
    return wrong


def _fault(message: Message, translation: Message | None) -> str | None:
    if translation is None or not all(_forms(translation)):
        return "missing"
    if translation.fuzzy:
        return "fuzzy: not yet confirmed"
    wanted = _placeholders(_forms_of(message.id)[-1])
    for form in _forms(translation):
        # A language without plural, or a form for exactly one, may leave the number out.
        if _placeholders(form) - wanted or wanted - _placeholders(form) - ({"n"} if message.pluralizable else set()):
            return f"placeholders {sorted(_placeholders(form))}, wanted {sorted(wanted)}"
    return None


def _forms(message: Message) -> tuple[str, ...]:
    return _forms_of(message.string)


def _forms_of(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, list | tuple) else (str(text or ""),)


def _first(message: Message) -> str:
    return _forms_of(message.id)[0]


def _placeholders(text: str) -> set[str]:
    try:
        return {name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return {"unbalanced braces"}


def write(spoken: str) -> None:
    """Adds new messages to a language's file (English ones as they stand) and drops those no screen shows."""
    have = known(spoken)
    comment = f"# The words of Vetrina: {LANGUAGES[spoken]}"
    kept = Catalog(locale=REGIONS[spoken], project="Vetrina", charset="utf-8", fuzzy=False, header_comment=comment)
    for message in sorted((m for m in used() if m.id), key=_first):
        old = have.get(message.id)
        text = old.string if old is not None and any(_forms(old)) else (message.id if spoken == "en" else "")
        flags = (old.flags if old else set()) - {"python-format"}
        kept.add(message.id, text, auto_comments=message.auto_comments, flags=flags)
    file_of(spoken).parent.mkdir(parents=True, exist_ok=True)
    with file_of(spoken).open("wb") as text_file:
        write_po(text_file, kept, width=120, omit_header=False, no_location=True)


def main(argv: list[str]) -> int:
    """Lists what is missing; 1 when anything is."""
    parser = argparse.ArgumentParser(prog="python -m words", description=__doc__)
    parser.add_argument("--write", action="store_true", help="add new words to the .po files and drop unused ones")
    args = parser.parse_args(argv)
    complete = True
    for spoken, name in LANGUAGES.items():
        if args.write:
            write(spoken)
        wrong = faults(spoken)
        complete = complete and not wrong
        print(f"{name}: {len(wrong)} to do" if wrong else f"{name}: complete")
        for message, fault in wrong.items():
            print(f"  {fault}: {message!r}")
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
