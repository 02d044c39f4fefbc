"""What draws a PDF fetches nothing, from nowhere, and knows no secret."""

import os
import socket
import subprocess
import threading
from pathlib import Path

import pytest

from pergola.kernel.press import sheets

PIXEL = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/%3E"


def test_nothing_is_fetched_for_a_page_on_paper(tmp_path_factory: pytest.TempPathFactory, printer: None) -> None:
    secret = tmp_path_factory.mktemp("near") / "secret.txt"
    secret.write_text("what nobody may read")
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(20)
        port = server.getsockname()[1]

        def listen() -> None:
            try:
                while True:
                    with server.accept()[0] as one:
                        asked.append(one.recv(100))
            except OSError:
                return

        threading.Thread(target=listen, daemon=True).start()
        made = sheets.pdf_of(
            f'<html lang="en"><head><title>x</title><link rel="stylesheet" href="http://127.0.0.1:{port}/a.css">'
            f'<link rel="attachment" href="file://{secret}"><style>@import url(http://127.0.0.1:{port}/b.css);</style></head>'
            f'<body><img alt="x" src="http://127.0.0.1:{port}/c.png"><img alt="y" src="{PIXEL}">'
            f'<object data="file://{secret}">z</object></body></html>'
        )
    assert made.startswith(b"%PDF-")
    assert asked == []
    assert b"what nobody may read" not in made


def test_the_printer_is_told_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERGOLA_SECRET_KEY", "hush")
    monkeypatch.setattr(sheets, "PRINTER", ("env",))
    told = sheets._ask([], b"", 10).stdout.decode()
    assert "hush" not in told
    assert "DATABASE" not in told
    assert os.environ["PATH"] in told


def test_nobody_waits_for_a_printer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "AT_ONCE", threading.BoundedSemaphore(1))
    with sheets.AT_ONCE, pytest.raises(sheets.NoSheets, match="Others are printing"):
        sheets.pdf_of("<html></html>")


def test_where_no_process_can_begin_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "PRINTER", ("/nowhere/at/all",))
    with pytest.raises(sheets.NoSheets, match="Something went wrong"):
        sheets.pdf_of("<html></html>")
    assert sheets.AT_ONCE.acquire(blocking=False)
    sheets.AT_ONCE.release()
    assert not sheets.can_print()


def test_whether_it_can_print_is_asked_once_a_process_and_never_beside_another(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sheets, "PRINTER", ("false", str(tmp_path)))
    asked, real, place = [], sheets._ask, threading.BoundedSemaphore(1)
    monkeypatch.setattr(sheets, "AT_ONCE", place)

    def listen(words: list[str], given: bytes, seconds: int) -> subprocess.CompletedProcess[bytes]:
        asked.append((*words, "alone" if not place.acquire(blocking=False) else "beside"))
        return real(words, given, seconds)

    monkeypatch.setattr(sheets, "_ask", listen)
    for _twice in range(2):
        with pytest.raises(sheets.NoSheets, match="Pango"):
            sheets.pdf_of("<html></html>")
    assert asked == [("alone",), ("look", "alone"), ("alone",)]
