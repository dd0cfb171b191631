"""A real provider of OpenID Connect on loopback, and a server of ours whose readers sign in there."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.browser.conftest import ROOT, free_port, serving

HERE, INSTALLED = Path(__file__).parent, ROOT / "build/provider"
SECRETS = """[auth]
redirect_uri = "{application}/oauth2callback"
cookie_secret = "of the tests alone, and long enough to sign with"
client_id = "vetrina"
client_secret = "a secret of the tests alone"
server_metadata_url = "{provider}/.well-known/openid-configuration"
client_kwargs = {{ scope = "openid email", prompt = "login" }}
"""


@contextmanager
def signing_in(home: Path, users: Path, folder: Path) -> Iterator[str]:
    """A server of a store before which one signs in; its address.

    Args:
        users: the table of users.
        folder: for its secrets.
    """
    port = free_port()
    application = f"http://127.0.0.1:{port}"
    with provider(application) as issuer:
        secrets = folder / "secrets.toml"
        secrets.write_text(SECRETS.format(application=application, provider=issuer), encoding="utf-8")
        options = ("--secrets.files", str(secrets))
        with serving(home, ROOT / "dashboard.py", *options, port=port, VETRINA_USERS=str(users)) as address:
            yield address


@contextmanager
def provider(application: str) -> Iterator[str]:
    """The provider, for an application at an address; its own address."""
    _install()
    port = free_port()
    command = ["node", "provider.js", str(port), application]
    with subprocess.Popen(command, cwd=INSTALLED, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        try:
            assert any("listening" in line for line in running.stdout), "the provider did not begin"
            yield f"http://127.0.0.1:{port}"
        finally:
            running.terminate()


def _install() -> None:
    """What its lock names, once."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("no Node.js on this machine")
    INSTALLED.mkdir(parents=True, exist_ok=True)
    lock = (HERE / "package-lock.json").read_bytes()
    is_there = (INSTALLED / "node_modules").is_dir() and (INSTALLED / "package-lock.json").read_bytes() == lock
    for file in ("package.json", "package-lock.json", "provider.js"):
        shutil.copy(HERE / file, INSTALLED / file)
    if not is_there:
        command = ["npm", "ci", "--no-audit", "--no-fund", "--fetch-timeout=20000", "--fetch-retries=1"]
        try:
            subprocess.run(command, cwd=INSTALLED, check=True, timeout=300, capture_output=True)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            shutil.rmtree(INSTALLED / "node_modules", ignore_errors=True)
            pytest.skip(f"the provider cannot be fetched: {str(error.stderr or error)[-200:]}")
