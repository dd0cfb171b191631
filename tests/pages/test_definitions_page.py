"""Definitions on screen: the bridge that is picked, and the catalogue in the reader's language."""

import json

from analytics.metrics import metrics
from tests.pages.test_every_page import charts_of, shown


def test_every_metric_is_explained_in_the_reader_s_language(screen, sample):
    english, italian = (shown(screen("definitions", sample, **more)) for more in ({}, {"lang": "it"}))
    assert english.count("Formula: `") == italian.count("Formula: `") == len(metrics())
    assert "**Net sales** · Vendite nette · 净销售额" in english and "**Vendite nette** · Net sales" in italian


def test_the_bridge_leads_from_and_to_what_is_picked(screen, sample):
    app = screen("definitions", sample, **{"from": "finance", "towards": "platform"})
    (chart,) = charts_of(app)
    steps = json.dumps(chart["data"])
    assert 0 < steps.index("Sales before VAT (books)") < steps.index("Returns") < steps.index("GMV paid (platform)")
