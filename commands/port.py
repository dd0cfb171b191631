"""`python -m commands.port 8600`: whether the dashboard can listen there, in one sentence where it cannot."""

import socket
import sys

HOST = "127.0.0.1"
LAST = 65535


def refusal(port: str) -> str | None:
    """Why no server can listen on the port, with what to do; None where one can."""
    if not port.isdecimal() or not 0 < int(port) <= LAST:
        return f"PORT is {port or 'empty'}; give a number from 1 to {LAST}: make run PORT=8600"
    if is_free(int(port)):
        return None
    free = next((other for other in range(8501, LAST) if is_free(other)), 8600)
    return f"Port {port} is taken or not allowed; choose another: make run PORT={free}"


def is_free(port: int) -> bool:
    """Whether a server of this user could listen on the port now."""
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the dashboard's own server does
        try:
            server.bind((HOST, port))
        except OSError:
            return False
    return True


if __name__ == "__main__":
    sys.exit(refusal(*sys.argv[1:]))
