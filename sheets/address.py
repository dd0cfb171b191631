"""A choice as the address of a page holds it: codes, several of them with commas between."""

from collections.abc import Iterable
from urllib.parse import urlencode

from data.store import Choice


def coded(option: object) -> str:
    """An option as it stands in a list in the address; nothing is a choice too."""
    return "%" if option == "" else str(option).replace("%", "%25").replace(",", "%2C")


def decoded(code: str) -> str:
    """The option that `coded` wrote."""
    return "" if code == "%" else code.replace("%2C", ",").replace("%25", "%")


def listed(options: Iterable[object]) -> str:
    """Several options in one parameter."""
    return ",".join(map(coded, options))


def query(choice: Choice, **more: str) -> str:
    """What stands behind a page's path, percent-encoded: `?period=last_week&market=CN`.

    Args:
        more: other parameters of the address, before the filters.
    """
    filters = {name: listed(values) for name, values in choice.chosen().items()}
    return "?" + urlencode({**more, **filters})
