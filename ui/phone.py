"""A telephone: what a narrow screen shows first, and how closely. A server does not know a screen's width, so style sheets say it."""

from typing import Any

from ui.screen import st

NARROW = "640px"
TURNED = "phone_turned"
# Where there is no hover the button that saves a chart would always lie on its figures: a telephone takes the report along.
# Cards side by side say their figure and how sure its change is; what they are compared with stands above them all.
STYLE = f"""
@media (max-width: {NARROW}) {{
  .stMainBlockContainer {{ padding-top: 3.2rem; }}
  .stMainBlockContainer h1 {{ font-size: 1.7rem; padding-block: 0.2rem; }}
  .stMainBlockContainer h2 {{ font-size: 1.15rem; padding-block: 0.1rem; }}
  .stMainBlockContainer {{ padding-inline: 0.7rem; }}
  .js-plotly-plot .modebar-container {{ display: none; }}
  :lang(zh) .stMainBlockContainer h1 {{ line-height: 1.5; }}
  .st-key-{TURNED} {{ flex-direction: column-reverse; }}
  [class*="st-key-close_"] [class*="st-key-card_"] {{ padding: 0.45rem 0.6rem; }}
  [class*="st-key-close_"] [class*="st-key-card_"] [data-testid="stMetric"]::after,
  [class*="st-key-close_"] [data-testid="stMetricDeltaDescription"] {{ display: none; }}
  [class*="st-key-close_"] [data-testid="stMetricValue"] {{ font-size: 1.25rem; }}
  [class*="st-key-close_"] [data-testid="stGridCell"]:last-child:nth-child(odd) {{ grid-column: 1 / -1; }}
  [class*="st-key-close_"] [data-testid="stCaptionContainer"] p {{ font-size: 0.7rem; line-height: 1.2; }}
}}
"""


def close(name: str) -> Any:
    """A container whose cards stand closely on a narrow screen, without the lines through the period."""
    return st.container(key=f"close_{name}")


def turned() -> Any:
    """A container whose parts stand from the last to the first on a narrow screen."""
    return st.container(key=TURNED)
