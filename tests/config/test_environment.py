"""Settings: nonsense stops the start with a sentence; a name nobody reads is refused; the page lists every one."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pergola.config import environment as env
from pergola.config import state
from pergola.config.environment import BadSetting

ROOT = Path(__file__).resolve().parents[2]
NAME = re.compile(r"\b(?:PERGOLA|DATABASE)_[A-Z0-9_]+\b")

NONSENSE: list[tuple[Callable[[str], object], str, str]] = [
    (env.flag, "maybe", "write 1 or 0"),
    (lambda name: env.number(name, 4, least=1, most=8), "nine", "from 1 to 8"),
    (lambda name: env.number(name, 4, least=1, most=8), "9", "from 1 to 8"),
    (lambda name: env.number(name, 4), "²", "whole number"),
    (lambda name: env.number(name, 4), "--4", "whole number"),
    (env.text, "two\nlines", "one line"),
    (lambda name: env.hosts(name, "localhost"), "https://learn.example.org", "names alone"),
    (lambda name: env.hosts(name, "localhost"), "learn.example.org:8000", "names alone"),
    (lambda name: env.hosts(name, "localhost"), " , ", "is empty"),
    (lambda name: env.time_zone(name, "UTC"), "America/Chicgo", "Did you mean America/Chicago?"),
    (lambda name: env.mailbox(name, "a@b"), "nobody", "no mail address"),
    (env.origin, "live.example.org", "write an address"),
    (env.origin, "https://live.example.org/live", "write an address"),
    (env.origin, "https://live.example.org:99999", "a port that is no number"),
    (lambda name: env.origin(name, or_words=("proxied",)), "proxy", "or proxied"),
    (lambda name: env.folder(name, Path("/srv")), "files", "whole path"),
    (lambda name: env.choice(name, "plain", ("plain", "json")), "jsn", "Did you mean json?"),
    (env.database, "mysql://x/y", "must look like postgresql://"),
    (env.database, "postgresql://host", "must look like postgresql://"),
    (env.database, "postgresql://host:port/pergola", "a port that is no number"),
    (env.database, "postgresql://host/pergola?sslmod=require", "Did you mean sslmode?"),
    (env.database, "", "is not set"),
]


@pytest.mark.parametrize(("reader", "value", "words"), NONSENSE)
def test_nonsense_is_said(
    reader: Callable[[str], object], value: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PERGOLA_TEST_IT", value)
    with pytest.raises(BadSetting, match=re.escape(words)) as problem:
        reader("PERGOLA_TEST_IT")
    assert "PERGOLA_TEST_IT" in str(problem.value)


def test_a_password_is_never_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    for raw in ("postgres//u:pa55word@h/p", "postgresql://u:pa55word@h:x/p", "postgresql://u:pa55word@h/p?nonsense=1"):
        monkeypatch.setenv("PERGOLA_TEST_IT", raw)
        with pytest.raises(BadSetting) as problem:
            env.database("PERGOLA_TEST_IT")
        assert "pa55word" not in str(problem.value)


def test_sense_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    for value, reader, wanted in (
        ("on", env.flag, True),
        ("", env.flag, False),
        (
            "a.example.org, [::1],.example.net",
            lambda name: env.hosts(name, ""),
            ["a.example.org", "[::1]", ".example.net"],
        ),
        ("https://live.example.org/", env.origin, "https://live.example.org"),
        ("proxied", lambda name: env.origin(name, or_words=("proxied",)), "proxied"),
        ("Pergola <p@example.org>", lambda name: env.mailbox(name, ""), "Pergola <p@example.org>"),
        ("/srv/files", lambda name: env.folder(name, Path("/x")), Path("/srv/files")),
    ):
        monkeypatch.setenv("PERGOLA_TEST_IT", str(value))
        assert reader("PERGOLA_TEST_IT") == wanted


def test_a_name_nobody_reads_is_refused() -> None:
    env.refuse_unknown({"PERGOLA_HOSTS": "x", "HOME": "/", "PERGOLA_STATE": "/x"})
    with pytest.raises(BadSetting, match=r"PERGOLA_HOST is no setting.*Did you mean PERGOLA_HOSTS"):
        env.refuse_unknown({"PERGOLA_HOST": "learn.example.org"})


def test_the_start_stops_with_that_sentence() -> None:
    command = [sys.executable, "-m", "pergola.config.command", "doctor"]
    environ = {**os.environ, "PERGOLA_MAIL_HOTS": "mail"}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "pergola: PERGOLA_MAIL_HOTS is no setting of Pergola’s. Did you mean PERGOLA_MAIL_HOST?\n"


def test_a_mail_server_is_given_a_minute_at_least_to_say_yes() -> None:
    asked = "from pergola.config import settings; print(settings.MAILERS['default']['OPTIONS']['timeout'])"
    environ = os.environ | {"PERGOLA_MAIL_HOST": "mail.example.org"}
    done = subprocess.run([sys.executable, "-c", asked], env=environ, capture_output=True, text=True, check=True)
    assert 60 <= int(done.stdout) <= 120


def test_every_setting_of_the_file_was_read_whatever_the_others_are() -> None:
    source = (ROOT / "src/pergola/config/settings.py").read_text()
    assert set(NAME.findall(source)) <= env.read, "a setting that is read only sometimes is unknown at other times"


def test_the_page_lists_every_setting_and_no_other() -> None:
    page = set(re.findall(r"^\| `([A-Z_0-9]+)`", (ROOT / "docs/settings.md").read_text(), re.MULTILINE))
    developers = {"PERGOLA_EMBEDDED", "PERGOLA_CHROMIUM", "PERGOLA_DATA", "PERGOLA_JOURNEYS", "PERGOLA_JOURNEYS_AT"}
    ours = {name for name in env.read if not name.startswith(env.FOR_TESTS)} | env.ELSEWHERE
    assert page == ours - developers - {"PERGOLA_PICTURES"}


def test_the_book_and_the_environment_to_fill_in_name_the_same_settings() -> None:
    (paragraph,) = re.findall(
        r"^2\. \*\*Settings\*\*.*?(?=^3\. )", (ROOT / "docs/guides/operator.md").read_text(), re.M | re.S
    )
    to_fill_in = re.findall(r"^([A-Z_0-9]+)=", (ROOT / "docs/deploy/env").read_text(), re.MULTILINE)
    assert set(NAME.findall(paragraph)) == set(to_fill_in)
    assert "PERGOLA_SITE" in to_fill_in


def test_the_page_names_the_folder_of_uploads_where_the_house_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PERGOLA_FILES", raising=False)
    (named,) = re.findall(
        r"^\| `PERGOLA_FILES` .*\| `(.+?)` in the state directory \|$", (ROOT / "docs/settings.md").read_text(), re.M
    )
    assert state.directory() / named == state.files()
