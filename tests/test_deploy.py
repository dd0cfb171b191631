"""What is shipped to run Vetrina elsewhere names what is there."""

import re
import shlex
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))


def copied() -> set[str]:
    """What the image is made of."""
    text = (DEPLOY / "container/Containerfile").read_text(encoding="utf-8")
    return {source for line in re.findall(r"^COPY (.+)$", text, re.M) for source in line.split()[:-1]}


def test_the_image_has_every_package_and_nothing_that_is_not_there() -> None:
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]
    assert copied() >= {*packages, "dashboard.py", ".streamlit", "static", "locales", "requirements.txt"}
    assert all((ROOT / source).exists() for source in copied())


def test_the_image_installs_as_the_makefile_does() -> None:
    image, made = (DEPLOY / "container/Containerfile").read_text(), (ROOT / "Makefile").read_text()
    for words in ("--require-hashes -r requirements.txt", "--no-deps --no-build-isolation -e ."):
        assert words in image and words in made


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_runs_what_is_there_as_nobody_special(unit: Path) -> None:
    said = dict(re.findall(r"^(\w+)=(.+)$", unit.read_text(encoding="utf-8"), re.M))
    program, *words = shlex.split(said["ExecStart"])
    assert program.startswith("/opt/vetrina/.venv/bin/") and said["User"] == "vetrina"
    assert said["ProtectSystem"] == "strict" and said["NoNewPrivileges"] == "yes" and said["UMask"] == "0077"
    if program.endswith("streamlit"):
        assert (ROOT / words[1]).exists()
        assert words[words.index("--server.address") + 1] == "127.0.0.1"


def test_the_weeks_sheet_is_a_command_that_is_understood(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Run as the timer runs it, on no store: it must be the store that is missing, not an option."""
    from commands import vetrina

    line = (DEPLOY / "systemd/vetrina-report.service").read_text(encoding="utf-8")
    words = shlex.split(re.search(r"^ExecStart=\S+ (.+)$", line, re.M)[1])  # type: ignore[index]
    assert vetrina.main([*words, "--store", str(tmp_path / "none")]) == 2
    assert str(tmp_path / "none") in capsys.readouterr().err


def test_nginx_and_the_units_agree_on_ports() -> None:
    ports = re.findall(r"server 127\.0\.0\.1:(\d+)", (DEPLOY / "nginx/vetrina.conf").read_text(encoding="utf-8"))
    unit = (DEPLOY / "systemd/vetrina@.service").read_text(encoding="utf-8")
    assert ports and all(f"vetrina@{port}" in unit for port in ports)
