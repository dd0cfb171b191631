"""Answers of models, kept beside the version they were computed on."""

import hashlib
import json
import os
import threading
from pathlib import Path
from typing import Any

from data.store import durable
from data.store.rights import WHOLE, Rights


class Results:
    """Stored answers of one version; a new version starts with none."""

    def __init__(self, folder: Path, rights: Rights = WHOLE) -> None:
        """Takes the version's folder and whose answers they are: those of other rights are never met."""
        self.folder, self.rights = folder, rights

    def of(self, rights: Rights) -> "Results":
        """Those of the same version that were computed within these rights."""
        return Results(self.folder, rights)

    def get(self, name: str, key: object) -> dict[str, Any] | None:
        """The answer kept under this model and key, or None."""
        file = self._file(name, key)
        try:
            kept: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
            return kept
        except FileNotFoundError:
            return None
        except json.JSONDecodeError:
            file.unlink(missing_ok=True)  # half-written by a killed process: computed anew
            return None

    def put(self, name: str, key: object, payload: dict[str, Any]) -> None:
        """Keeps an answer; it is there whole or not at all."""
        file = self._file(name, key)
        durable.folder(self.folder.parent)
        durable.folder(self.folder)
        part = file.with_suffix(f".{os.getpid()}-{threading.get_ident()}.part")
        part.touch(durable.FILE_MODE)
        part.write_text(json.dumps(payload, allow_nan=False), encoding="utf-8")
        part.replace(file)

    def _file(self, name: str, key: object) -> Path:
        whole = (key, self.rights) if not self.rights.is_whole else key
        return self.folder / f"{name}-{hashlib.sha256(repr(whole).encode()).hexdigest()[:20]}.json"
