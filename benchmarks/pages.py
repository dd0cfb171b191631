"""CPU of every page without a browser: first open, drawn again, and narrowed to one market; and of each question that it asks of the store.

Each page is drawn in a process of its own on one thread (Streamlit's AppTest, the page's own script and frame), on the sample shop of
12,000 customers or the one that VETRINA_STORE names. Models are answered before and kept, as a server does after a load; imports are not
counted. Beside each page stands the page of one number that Streamlit draws in the same way.
"""

import os
import tempfile
from pathlib import Path

from benchmarks.measured import rows, run
from data.sample import build

PAGES = ("overview", "trading", "calendar", "cohorts", "customers", "promotions", "sensitivity", "rebound", "assortment", "market",
         "wallet", "definitions", "health")  # fmt: skip
SLOW = 0.1  # CPU seconds above which a question is listed
BARE = "bare"
DRAWN = """
import sys, threading, time
import streamlit as st
from streamlit.testing.v1 import AppTest
from data.store import Store
from ui import frame, local
import importlib

page, is_measured = sys.argv[1], sys.argv[2] == "measured"
local.headers = lambda: {"host": "localhost:8501"}
SCRIPT = f"from pages import {page}\\nfrom ui import frame\\nframe.around({page}.render, {page}.HEEDS)"
if page == "bare":
    SCRIPT = "import streamlit as st\\nst.metric('Orders', 1)"
else:
    importlib.import_module(f"pages.{page}")
asked, select, answer = [], Store._select, Store.answer
name = threading.local()

def named(self, question, *rest, **more):
    name.now = question
    try:
        return answer(self, question, *rest, **more)
    finally:
        name.now = ""

def timed(self, sql, params=None):
    begun = time.thread_time()
    try:
        return select(self, sql, params)
    finally:
        asked.append((getattr(name, "now", "") or "", time.thread_time() - begun))

Store.answer, Store._select = named, timed

def drawn(app):
    del asked[:]
    begun = time.process_time()
    app.run()
    assert not app.exception, app.exception[0].value
    return time.process_time() - begun, len(asked), sum(cpu for _, cpu in asked)

app = AppTest.from_string(SCRIPT, default_timeout=1800)
if not is_measured:
    drawn(app)
    while any(thread.name.startswith("model ") for thread in threading.enumerate()):
        time.sleep(0.5)
else:
    warm = AppTest.from_string("import streamlit as st\\nst.title('x')", default_timeout=600)
    warm.run()
    told["first"], told["questions"], told["asked"] = drawn(app)
    slow = {}
    for question, cpu in asked:
        slow[question] = slow.get(question, 0.0) + cpu
    told["slow"] = {question: cpu for question, cpu in slow.items() if question and cpu > 0.02}
    told["again"], *_ = drawn(app)
    app = AppTest.from_string(SCRIPT, default_timeout=1800)
    app.query_params["market"] = "CN"
    told["filtered"], told["questions_filtered"], told["asked_filtered"] = drawn(app)
"""


def table() -> str:
    """A line for each page, then the questions above a tenth of a second."""
    if os.environ.get("VETRINA_STORE"):
        return _table(Path(os.environ["VETRINA_STORE"]))
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder), customers=12_000)
        return _table(Path(folder))


def _table(home: Path) -> str:
    os.environ["VETRINA_STORE"] = str(home)
    lines, slow = [], []
    for page in (BARE, *PAGES):
        run(DRAWN, page, "kept")
        told = run(DRAWN, page, "measured").told
        lines.append([page, *_line(told)])
        questions: dict[str, float] = told.get("slow", {})  # type: ignore[assignment]
        slow += [[page, name, f"{cpu:.2f}"] for name, cpu in questions.items() if cpu >= SLOW]
    head = ["page", "first open, s", "of it questions", "asked", "drawn again, s", "one market, s", "of it questions"]
    return f"{rows(head, lines)}\n\n{rows(['page', 'question', 'CPU s at first open'], slow)}"


def _line(told: dict[str, float]) -> list[str]:
    return [
        f"{told['first']:.2f}",
        f"{told['asked']:.2f}",
        f"{told['questions']:.0f}",
        f"{told['again']:.2f}",
        f"{told['filtered']:.2f}",
        f"{told['asked_filtered']:.2f}",
    ]
