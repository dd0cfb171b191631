"""`vetrina`: one command for all there is, and its two older doors."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from analytics.__main__ import main as models
from commands.verbs import GROUPS, verbs
from commands.vetrina import main
from data.__main__ import main as data
from tests.conftest import ROOT

EVERY = sorted(verbs("vetrina"))


def modules() -> list[str]:
    files = [file for file in (ROOT / "commands").glob("*.py") if "\ndef register(" in file.read_text()]
    return sorted(file.stem.replace("_", "-") for file in files)


def test_every_file_that_takes_arguments_is_a_verb_and_the_other_way_round() -> None:
    assert modules() == EVERY


@pytest.mark.parametrize("words", [[], ["--help"]], ids=["nothing", "--help"])
def test_the_help_lists_every_verb_under_its_group(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == (0 if words else 2)
    said = "".join(capsys.readouterr())
    assert all(f"\n{group}:\n" in said for group in GROUPS)
    assert all(f"\n  {verb}" in said for verb in EVERY)


@pytest.mark.parametrize("verb", EVERY)
def test_every_verb_says_what_it_takes(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([verb, "--help"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: vetrina {verb}")


def test_a_slip_of_the_pen_names_the_verb_that_was_meant(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stauts"]) == 2
    assert capsys.readouterr().err == "vetrina: there is no verb 'stauts'; did you mean status?\n"


def test_the_older_doors_have_their_own_verbs_and_no_others(capsys: pytest.CaptureFixture[str]) -> None:
    assert data(["template", "products"]) == 0
    assert data(["cohorts"]) == models(["status"]) == 2
    said = capsys.readouterr()
    assert said.out.startswith("sku,") and "python -m data: there is no verb 'cohorts'" in said.err


def test_the_folders_of_code_are_the_ones_that_are_installed() -> None:
    named = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]
    code = {file.parent.name for file in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}
    assert named == sorted(code)


def test_the_installed_command_is_this_one() -> None:
    program = Path(sys.executable).with_name("vetrina")
    if not program.is_file():
        pytest.skip("the command is not installed here; `make run` installs it")
    assert "commands.start import program" in program.read_text()
    ended = subprocess.run([program, "template", "products"], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("sku,")
