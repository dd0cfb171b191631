"""Parts of the screen drawn on a page of their own, and read back."""

import base64
import json
from typing import Any

import numpy as np
import plotly.graph_objects as go
from streamlit.testing.v1 import AppTest

HEAD = """
import numpy as np
import pandas as pd
from ui import charts
from ui.screen import st
"""


def page(script: str, **address: str) -> AppTest:
    """A page of one script, which must draw itself without an error; `np`, `pd`, `charts` and `st` are there."""
    app = AppTest.from_string(HEAD + script, default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


def drawn(script: str) -> dict[str, Any]:
    """The figure of the one chart that a script draws, with `alt`, what it says to who cannot see it."""
    (chart,) = page(script).get("plotly_chart")
    return {**_read(checked(json.loads(chart.proto.spec))), "alt": chart.proto.alt}


def checked(figure: dict[str, Any]) -> dict[str, Any]:
    """The figure, of which Plotly knows every property; ValueError names one that it does not."""
    go.Figure(figure)
    return figure


def _read(part: Any) -> Any:
    """A part of a figure, the arrays that travel as bytes as lists; None where a number is missing."""
    if isinstance(part, dict) and "bdata" in part:
        numbers = np.frombuffer(base64.b64decode(part["bdata"]), part["dtype"])
        return [None if np.isnan(number) else float(number) for number in numbers.tolist()]
    if isinstance(part, dict):
        return {name: _read(value) for name, value in part.items()}
    return [_read(value) for value in part] if isinstance(part, list) else part
