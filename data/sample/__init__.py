"""A seeded, believable shop with planted effects, for a first look and for asking models to find what was put in."""

from data.sample.build import build
from data.sample.generate import generate
from data.sample.plan import Plan

__all__ = ["Plan", "build", "generate"]
