"""What a browser says of a file is text; who may change the shop is told by address, host and headers."""

import io
from pathlib import Path

import pytest

from ui.local import reason
from ui.uploads import LONGEST, Dropped, safe


class Sent(io.BytesIO):
    def __init__(self, name: str, content: bytes) -> None:
        super().__init__(content)
        self.name = name


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("orders_export (1).csv", "orders_export (1).csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\anna\\bill.zip", "bill.zip"),
        ("/", "file"),
        ("..", "file"),
        ("", "file"),
        (".bashrc", "bashrc"),
        ("a\x00b\n$(rm).csv", "a_b__(rm).csv"),
        ("账单_20260301.csv", "账单_20260301.csv"),
    ],
)
def test_a_name_from_a_browser_is_no_path(name: str, kept: str) -> None:
    assert safe(name) == kept


@pytest.mark.parametrize("name", ["单" * 300 + ".csv", "x" * 500, "a." + "y" * 500])
def test_a_long_name_is_cut_before_its_ending(name: str) -> None:
    assert 0 < len(safe(name).encode()) <= LONGEST
    assert name != "单" * 300 + ".csv" or safe(name).endswith(".csv")


def test_two_files_of_one_name_stay_two_and_go_with_their_folder() -> None:
    dropped = Dropped([Sent("a.csv", b"1"), Sent("../a.csv", b"2")])
    assert [path.read_bytes() for path in dropped.paths] == [b"1", b"2"]
    top = dropped.paths[0].parents[1]
    assert all(path.resolve().is_relative_to(top) for path in dropped.paths)
    assert top.stat().st_mode & 0o077 == 0
    dropped.remove()
    assert not Path(top).exists()


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "localhost"])
@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost", "LOCALHOST:80", "[::1]:8501", "[::1]"])
def test_a_reader_at_the_machine_may_load(address: str, host: str) -> None:
    assert reason(address, {"host": host}) == ""


@pytest.mark.parametrize("address", ["", "0.0.0.0", "::", "192.168.1.2", "shop.example.com"])
def test_a_server_that_others_reach_loads_nothing(address: str) -> None:
    assert "server.address" in reason(address, {"host": "localhost"})


@pytest.mark.parametrize("host", ["", "localhost.example.com", "127.0.0.1.nip.io:80", "10.0.0.1", "[::2]", "a:b:c"])
def test_another_host_loads_nothing(host: str) -> None:
    assert "another address" in reason("127.0.0.1", {"host": host})
