"""What is installed is what the lock says, byte for byte, and may be passed on."""

import re
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.txt", "requirements-dev.txt")
PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)==(\S+)( ;.*?)?( \\)?$", re.MULTILINE)
PERMISSIVE = re.compile(
    r"^(0BSD|Apache( Software)? ?(License)?[ -]?(2\.0)?|(2-clause |3-clause )?BSD( License|-[23]-Clause)?|3-Clause BSD License|CC0-1\.0|CNRI-Python"
    r"|Dual License|MIT( License|-0|-CMU)?|PSF(L|-2\.0)?|Python Software Foundation License|Zlib)$",
    re.IGNORECASE,
)
# Changes to their own files have to be passed on, and ours have none: certificates of authorities, patterns of paths, a progress bar.
SHARED_BY_FILE = {"certifi": "MPL-2.0", "hypothesis": "MPL-2.0", "pathspec": "MPL-2.0", "tqdm": "MPL-2.0 AND MIT"}


def pins(lock: str) -> list[tuple[str, str]]:
    return [(found[1], found[2]) for found in PIN.finditer((ROOT / lock).read_text(encoding="utf-8"))]


def licences(package: str) -> list[str]:
    """The licences that a package's own metadata states, the most exact statement alone."""
    stated = metadata.metadata(package)
    if expression := stated.get("License-Expression"):
        return re.split(r" AND | OR ", expression)
    classifiers = [text.split("::")[-1].strip() for text in stated.get_all("Classifier") or [] if "License ::" in text]
    if named := [text for text in classifiers if text != "DFSG approved"]:
        return named
    return re.split(r" AND | OR ", stated.get("License") or "none")


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_hashes(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    starts = [found.start() for found in PIN.finditer(text)]
    parts = [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    assert len(parts) > 50
    assert [part.split("==")[0] for part in parts if not re.search(r"--hash=sha256:[0-9a-f]{64}", part)] == []
    unpinned = [line for line in text.splitlines() if re.match(r"[A-Za-z0-9]", line) and not PIN.match(line)]
    assert unpinned == []


def test_both_locks_say_the_same_of_what_both_name() -> None:
    run, dev = (set(pins(lock)) for lock in LOCKS)
    assert run <= dev


def test_what_is_installed_asks_for_hashes() -> None:
    """One command that leaves them out would install anything."""
    for name in ("Makefile", ".ci/run"):
        lines = [
            line
            for line in (ROOT / name).read_text(encoding="utf-8").splitlines()
            if re.search(r"install .*-r requirements", line)
        ]
        assert lines and all("--require-hashes" in line for line in lines), name


def test_every_dependency_may_be_passed_on() -> None:
    packages = {name for lock in LOCKS for name, _version in pins(lock)}
    stated: dict[str, list[str]] = {}
    for name in sorted(packages - SHARED_BY_FILE.keys()):
        try:
            stated[name] = licences(name)
        except metadata.PackageNotFoundError:  # of another system: the lock is for all of them
            continue
    assert len(stated) > 80
    assert {name: named for name, named in stated.items() if not all(map(PERMISSIVE.match, named))} == {}
