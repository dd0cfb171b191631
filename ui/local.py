"""Whether a request comes from the machine that serves it: without sign-in nobody else is let in, and nobody else changes the shop."""

import ipaddress
from collections.abc import Iterable, Mapping

from streamlit import config

from ui.screen import st
from words.messages import _

# Set by a proxy in front of the server: whoever asks sits elsewhere, although the proxy itself is on this machine.
FORWARDED = frozenset(
    {
        *("forwarded", "via", "x-real-ip", "x-client-ip", "x-cluster-client-ip", "x-original-host", "x-original-url"),
        *("true-client-ip", "cf-connecting-ip", "x-remote-ip", "x-remote-addr"),
    }
)
FORWARDING = "x-forwarded"  # -For, -Host, -Proto, -Port, -Server, -User ...
SOCKET = "unix://"  # a socket in the machine's own files


def refusal() -> str:
    """Why this reader may not change the shop, as a sentence; empty where they may."""
    return reason(address(), headers())


def address() -> str:
    """Where the server listens; empty where it listens at all of its machine's addresses."""
    return str(config.get_option("server.address") or "")


def export_by_buttons_alone() -> None:
    """Takes away the download that every table of Streamlit has, of which nobody could keep a record."""
    config.set_option("client.disableDataExport", True)


def headers() -> Mapping[str, str]:
    """What the browser sent with its request."""
    return {name.lower(): value for name, value in st.context.headers.items()}


def reason(address: str, sent: Mapping[str, str]) -> str:
    """As `refusal`.

    Args:
        address: that the server listens at; empty where it listens at all of its machine's.
        sent: headers of the request, their names in small letters.
    """
    if not is_own(address):
        return _(
            "Files are loaded here only where the server answers its own machine alone (server.address = 127.0.0.1), because whoever reaches "
            "this page could change the shop. Load them on the server: vetrina load FILES"
        )
    if not came_directly(sent.items()):
        return _(
            "Files are loaded here only by who sits at the machine that runs Vetrina and opens it as http://127.0.0.1 or http://localhost. "
            "This page came by another address or through a proxy. Load them on the server: vetrina load FILES"
        )
    return ""


def came_directly(sent: Iterable[tuple[str, str]], peer: str = "127.0.0.1") -> bool:
    """Whether a request was sent on this machine, to this machine, and through nobody.

    Args:
        sent: its headers, their names in small letters.
        peer: address of who opened the connection; empty where it came by a socket of this machine.
    """
    given = list(sent)
    hosts = [_host(value) for name, value in given if name == "host"]
    is_ours = bool(hosts) and all(map(_is_loopback, hosts)) and (not peer or _is_loopback(peer))
    return is_ours and not is_forwarded(given)


def is_of_its_own_page(sent: Iterable[tuple[str, str]]) -> bool:
    """Whether a request was sent by a page of the very host that it asks, or by no page at all.

    Streamlit takes pages of any port of this machine and of its network's address for its own, and where `server.enableCORS` is off all pages.
    """
    given = [(name, value.lower()) for name, value in sent if name in ("origin", "host")]
    hosts = {value for name, value in given if name == "host"}
    allowed = {str(origin).strip().lower() for origin in config.get_option("server.corsAllowedOrigins")}
    return all(value in allowed or value.partition("://")[2] in hosts for name, value in given if name == "origin")


def is_forwarded(sent: Iterable[tuple[str, str]]) -> bool:
    """Whether a request came through a proxy, by headers whose names are in small letters."""
    return any(name in FORWARDED or name.startswith(FORWARDING) for name, _value in sent)


def is_own(address: str) -> bool:
    """Whether only this machine reaches an address at which a server listens."""
    return address.startswith(SOCKET) or _is_loopback(address)


def _host(name: str) -> str:
    """A host without its port."""
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name.rpartition(":")[0] if name.count(":") == 1 else name


def _is_loopback(address: str) -> bool:
    if address.lower() == "localhost":
        return True
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)  # ::ffff:127.0.0.1, where one socket listens for both
    return (mapped or found).is_loopback
