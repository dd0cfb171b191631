"""Is every version that is kept still what was published? Asked by a person, or nightly, before a damage is met by chance."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from data.errors import Busy, DamagedVersion, NewerStore
from data.store import migrations, whole
from data.store.engine import connect
from data.store.versions import Home

Fault = Literal["changed", "unreadable", "ledger", "newer", "busy"]
DAMAGE: frozenset[Fault | None] = frozenset({"changed", "unreadable", "ledger"})


@dataclass(frozen=True)
class Proof:
    """What became of checking one version.

    Attributes:
        file: the version's file.
        is_published: whether readers see it now.
        is_sealed: whether its checksum was written down when it was published.
        fault: None where it is whole; `changed` it is not the file of its seal, `unreadable` it does not open or a block is damaged,
            `ledger` its counts do not agree; `newer` and `busy` could not be checked.
        detail: what was seen, in English, for whoever mends it; empty where it is whole.
    """

    file: Path
    is_published: bool
    is_sealed: bool
    fault: Fault | None = None
    detail: str = ""

    @property
    def is_damaged(self) -> bool:
        """Whether it was checked and is not what it should be."""
        return self.fault in DAMAGE

    @property
    def is_whole(self) -> bool:
        """Whether it was checked and can be restored."""
        return self.fault is None


def proofs(home: str | Path | None = None) -> list[Proof]:
    """Checks every version in the folder, oldest first; writes nothing there and holds nobody up.

    Raises:
        NoStore: nothing was published yet.
        DamagedPointer: `current` names none of them.
    """
    place = Home(home)
    published = place.current()
    found = [_proof(file, published) for file in place.versions()]
    return [proof for proof in found if proof.file.exists()]  # one that was pruned meanwhile is no damage


def _proof(file: Path, published: Path) -> Proof:
    fault, detail = _fault(file)
    return Proof(file, file == published, whole.seal_of(file).exists(), fault, detail)


def _fault(file: Path) -> tuple[Fault | None, str]:
    try:
        whole.compare(file, file)
    except DamagedVersion as error:
        return "changed", str(error)
    except OSError as error:  # a disk that fails says nothing of what was written to it
        return "unreadable", str(error)
    try:
        whole.read_through(file)
        with connect(file, read_only=True) as connection:
            migrations.refuse_newer(migrations.number(connection))
    except Busy as error:
        return "busy", str(error)
    except NewerStore as error:
        return "newer", str(error)
    except (DamagedVersion, OSError) as error:
        return "unreadable", str(error)
    try:
        whole.check(file)
        whole.count(file)
    except DamagedVersion as error:
        return "ledger", str(error)
    return None, ""
