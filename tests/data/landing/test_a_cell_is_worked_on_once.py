"""A cell's words are worked out when it is staged; a macro that did so again would make every select many times longer to plan."""

import re

from data.sources import layouts
from data.staging import LANDING

MACRO = re.compile(r"create or replace temp macro (\w+)\(")


def test_no_macro_works_out_the_words_of_a_cell_again():
    text = (LANDING / "macros.sql").read_text(encoding="utf-8")
    starts = [(found.group(1), found.end()) for found in MACRO.finditer(text)]
    ends = [*(start for _name, start in starts[1:]), len(text)]
    bodies = {name: text[start:end] for (name, start), end in zip(starts, ends, strict=True)}
    assert {"words", "money", "clock", "unread"} <= bodies.keys()
    assert [name for name, body in bodies.items() if re.search(r"\bwords\((?!cell\) as)", body)] == []


def test_no_select_works_out_the_words_of_a_staged_column():
    wrong = {
        layout.name: called
        for layout in layouts()
        if (called := re.findall(r"\bwords\(\s*(?:\w+\.)?\"[^\"]+\"\s*\)", layout.select))
    }
    assert wrong == {}
