"""A cell's words are worked out when it is staged; a macro that did so again would make every select many times longer to plan."""

import re

from data.sources import layouts
from data.staging import LANDING

MACRO = re.compile(r"create or replace temp macro (\w+)\(")


def test_no_macro_works_out_the_words_of_a_cell_again():
    text = "\n".join(file.read_text(encoding="utf-8") for file in sorted(LANDING.glob("*macros.sql")))
    heads = list(MACRO.finditer(text))
    ends = [*(head.start() for head in heads[1:]), len(text)]
    bodies = {head.group(1): text[head.end() : end] for head, end in zip(heads, ends, strict=True)}
    assert {"words", "money", "clock", "unread"} <= bodies.keys()
    assert [name for name, body in bodies.items() if re.search(r"\bwords\(", body)] == []


def test_no_select_works_out_the_words_of_a_staged_column():
    wrong = {
        layout.name: called
        for layout in layouts()
        if (called := re.findall(r"\bwords\(\s*(?:\w+\.)?\"[^\"]+\"\s*\)", layout.select))
    }
    assert wrong == {}
