"""What every test may lean on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of public data and format samples beside the project; tests that read it skip where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("no ../shared beside the project: public data and format samples are not on this machine")
    return folder


@pytest.fixture(scope="session", autouse=True)
def keys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where keys of stores made by tests lie: never in the home folder of who runs them."""
    folder = tmp_path_factory.mktemp("data-home")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_DATA_HOME", str(folder))
        environment.delenv("VETRINA_KEY", raising=False)
        environment.delenv("VETRINA_KEY_FILE", raising=False)
        yield folder / "vetrina" / "keys"
