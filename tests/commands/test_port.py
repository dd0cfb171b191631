"""Where the dashboard listens."""

import socket

from commands.port import HOST, is_free, refusal


def test_a_free_port_is_taken_without_a_word() -> None:
    with socket.socket() as server:
        server.bind((HOST, 0))
        port = server.getsockname()[1]
    assert refusal(str(port)) is None


def test_a_taken_port_gets_one_sentence_that_names_a_free_one() -> None:
    with socket.socket() as server:
        server.bind((HOST, 0))
        server.listen()
        port = server.getsockname()[1]
        sentence = refusal(str(port))
    assert sentence is not None
    assert sentence.startswith(f"Port {port} is taken or not allowed; choose another: make run PORT=")
    assert is_free(int(sentence.rpartition("=")[2]))


def test_what_is_no_port_is_named() -> None:
    for wrong in ("", "web", "0", "70000", "-1"):
        assert f"PORT is {wrong or 'empty'};" in str(refusal(wrong))
