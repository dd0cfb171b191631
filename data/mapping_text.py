"""A mapping file as text, lists and entries: nothing in it runs, nothing in it grows.

YAML can name objects to build (`!!python/...`) and repeat a part by reference until a few lines stand for billions.
Neither belongs in a description of columns, so both are refused before anything is built.
"""

from pathlib import Path
from typing import Any

import yaml

from data.errors import BadMapping

LARGEST = 1 << 20  # bytes
MOST = 20_000  # values, those repeated by reference counted each time
DEEPEST = 12
_PLAIN = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map")}
EXAMPLE = "data/mappings/boutique_pos.yaml is an example"


class Entries(dict[str, Any]):
    """Entries of a mapping and, in `lines`, where each of them stands in its file."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, int] = {}


def entries(file: Path) -> Entries:
    """What the file says, every word as it is written: a column named No, a Norway named NO and a code 007 stay text.

    Raises:
        BadMapping: it is no YAML, holds more than text, lists and entries, or no entry at all.
    """
    read = _Reading(file).plain(_node(file), 0)
    if not isinstance(read, Entries):
        raise BadMapping(f"{file.name} holds no mapping; {EXAMPLE}")
    return read


def _node(file: Path) -> yaml.Node | None:
    try:
        if file.stat().st_size > LARGEST:
            raise BadMapping(f"{file.name} has {file.stat().st_size:,} bytes; a mapping has a few thousand; {EXAMPLE}")
        return yaml.compose(file.read_text(encoding="utf-8-sig"), Loader=yaml.BaseLoader)
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadMapping(f"{file} cannot be read as YAML: {error}") from error
    except RecursionError as error:
        raise BadMapping(f"{file.name} holds lists within lists without end; {EXAMPLE}") from error


class _Reading:
    """One file on its way from YAML's nodes to plain text."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.count = 0

    def plain(self, node: yaml.Node | None, depth: int) -> Any:
        if node is None:
            return None
        self._check(node, depth)
        if isinstance(node, yaml.ScalarNode):
            return node.value
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(part, depth + 1) for part in node.value]
        return self._entries(node, depth)

    def _entries(self, node: yaml.Node, depth: int) -> Entries:
        entries = Entries()
        for key, value in node.value:
            name = self.plain(key, depth + 1)
            if not isinstance(name, str):
                raise BadMapping(f"{self._line(key)}: a name is wanted before the colon, not a list")
            if name in entries:
                raise BadMapping(f"{self._line(key)}: {name!r} stands twice; keep one of them")
            entries[name] = self.plain(value, depth + 1)
            entries.lines[name] = key.start_mark.line + 1
        return entries

    def _check(self, node: yaml.Node, depth: int) -> None:
        self.count += 1
        if node.tag not in _PLAIN:
            raise BadMapping(f"{self._line(node)}: the tag {node.tag!r} may not stand here; write plain text")
        if self.count > MOST or depth > DEEPEST:
            raise BadMapping(
                f"{self.file.name} stands for more than {MOST:,} values, or nests deeper than {DEEPEST}; "
                f"write each column out once; {EXAMPLE}"
            )

    def _line(self, node: yaml.Node) -> str:
        return f"{self.file.name} line {node.start_mark.line + 1}"
