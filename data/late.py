"""Libraries that are imported by what first asks something of them: few answers need them, and they take half a second or more."""

from importlib import import_module
from typing import Any


class Late:
    """Stands for a module, or for a name in it, which is imported when it is first used."""

    def __init__(self, module: str, name: str | None = None) -> None:
        self._module = module
        self._name = name

    def __getattr__(self, asked: str) -> Any:
        if asked.startswith("__"):
            raise AttributeError(asked)  # what Python itself asks of any object, such as how it is copied
        return getattr(self._meant(), asked)

    def __call__(self, *values: Any, **named: Any) -> Any:
        return self._meant()(*values, **named)

    def _meant(self) -> Any:
        module = import_module(self._module)
        return module if self._name is None else getattr(module, self._name)


def late(module: str, name: str | None = None) -> Any:
    """A module, or a name in it, not imported yet: `stats = late("scipy.stats")`, `norm = late("scipy.stats", "norm")`."""
    return Late(module, name)
