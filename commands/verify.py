"""Checks every version that is kept: its checksum, every block, the counts of its ledger. Writes nothing.

Ends with 0 where all are whole, with 1 where one is damaged or could not be checked.
"""

import shlex
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from commands import options
from data.store import Home, Proof, proofs
from data.store.versions import RESTORE
from data.store.whole import number
from words.messages import _, speaking


def register(parser: ArgumentParser) -> None:
    """The command's arguments."""
    options.language(parser)
    options.store(parser)


def run(args: Namespace) -> int:
    """A line for each version, and what to do where one is not whole."""
    folder = Home(args.store).folder
    found = proofs(folder)
    with speaking(args.lang):
        for sentence in (*map(_line, found), *_advice(folder, found)):
            print(sentence)
    return 0 if all(proof.is_whole for proof in found) else 1


def _line(proof: Proof) -> str:
    n, state = number(proof.file), _state(proof)
    if proof.is_published:
        return _("Version {n}, shown now: {state}", n=n, state=state)
    return _("Version {n}: {state}", n=n, state=state)


def _state(proof: Proof) -> str:
    match proof.fault:
        case "changed":
            return _("not the file that was published. Its checksum differs: the disk or another program changed it.")
        case "unreadable":
            return _("damaged. It cannot be read to the end ({detail}).", detail=proof.detail)
        case "ledger":
            return _("not whole. Its parts do not agree ({detail}).", detail=proof.detail)
        case "newer":
            return _("not checked. A newer version of Vetrina made it: update Vetrina.")
        case "busy":
            return _("not checked. Another program has it open for writing: close it there and try again.")
    if not proof.is_sealed:
        return _("every block can be read and its counts agree. It has no checksum: it was made before there were any.")
    return _("whole. Its checksum is right, every block can be read and its counts agree.")


def _advice(folder: Path, found: list[Proof]) -> Iterator[str]:
    whole = [proof for proof in found if proof.is_whole]
    for proof in found:
        if not proof.is_damaged:
            continue
        if not proof.is_published:
            file = proof.file.name
            yield _("What is shown now does not rest on {file}: remove it, or put it back from a backup.", file=file)
        elif whole:
            n = number(whole[-1].file)
            command = RESTORE.format(shlex.quote(str(folder)), n)
            yield _("To show version {n} instead, run: {command}", n=n, command=command)
        else:
            yield _("No whole version is left in {folder}: put the folder back from a backup.", folder=folder)
