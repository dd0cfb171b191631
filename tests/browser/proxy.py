"""The nginx that is shipped, before a server: its own file, with the ports and places of a test."""

import datetime as dt
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getuser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.browser.conftest import free_port

SHIPPED = Path(__file__).parents[2] / "deploy/nginx/vetrina.conf"
PASSWORD = '    auth_basic           "Vetrina";\n    auth_basic_user_file /etc/nginx/vetrina/passwords;\n'
PROCESSES = "".join(f"    server 127.0.0.1:{port} max_fails=1 fail_timeout=10s;\n" for port in (8501, 8502, 8503))
AROUND = """user {user};
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
    log_format passed '$upstream_addr $cookie_vetrina_place $request_uri';
    access_log {folder}/passed.log passed;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/vetrina.conf;
}}
"""


@contextmanager
def nginx(*before: str, folder: Path, asks: bool = True) -> Iterator[str]:
    """A real nginx before servers of ours; its address. What it passed on to which of them stands in `passed.log` in the folder.

    Args:
        before: the servers' addresses.
        asks: whether it asks for a password: `anna` has `secret`.
    """
    program = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
    if program is None:
        pytest.skip("no nginx on this machine")
    secure, plain = free_port(), free_port()
    here = {
        PROCESSES: "".join(f"    server {urlsplit(each).netloc} max_fails=1 fail_timeout=10s;\n" for each in before),
        "listen 443 ssl": f"listen 127.0.0.1:{secure} ssl",
        "listen 80": f"listen 127.0.0.1:{plain}",
        "/etc/nginx/vetrina/": f"{folder}/",
    }
    text = SHIPPED.read_text(encoding="utf-8")
    assert PASSWORD in text, "as it is shipped it asks for a password"
    text = text if asks else text.replace(PASSWORD, "")
    for shipped, ours in here.items():
        assert shipped in text, f"{SHIPPED.name} no longer says {shipped}"
        text = text.replace(shipped, ours)
    (folder / "vetrina.conf").write_text(text, encoding="utf-8")
    (folder / "nginx.conf").write_text(AROUND.format(user=getuser(), folder=folder), encoding="utf-8")
    (folder / "passwords").write_text("anna:{PLAIN}secret\n", encoding="utf-8")
    _certified(folder)
    command = [program, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    running = subprocess.Popen(command)
    try:
        _await(secure)
        yield f"https://127.0.0.1:{secure}"
    finally:
        running.terminate()
        running.wait(timeout=20)


def _await(port: int) -> None:
    for _attempt in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("nginx did not open its port")


def _certified(folder: Path) -> None:
    """A key, and a certificate that it signed itself."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    begins = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, begins, begins + dt.timedelta(days=3))
    certificate = made.sign(key, hashes.SHA256())
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    pem, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    (folder / "key.pem").write_bytes(key.private_bytes(pem, form, plain))
