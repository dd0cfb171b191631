"""One file per system: which files, which canonical table, which key, and a select that renames and casts."""

import importlib
import pkgutil
from functools import lru_cache

from data.sources.layout import Layout


@lru_cache(maxsize=1)
def layouts() -> tuple[Layout, ...]:
    """Every layout known without a mapping."""
    names = sorted(file.name for file in pkgutil.iter_modules(__path__))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    return tuple(layout for module in modules for layout in getattr(module, "LAYOUTS", ()))
