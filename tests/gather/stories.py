"""A mail server on this machine, and one that is down."""

import asyncio
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from django.test import override_settings

LINK = re.compile(r"/invitations/[\w-]+/")


class Box:
    """What came in."""

    def __init__(self, refuse: str = "", answer: str = "550 no such person", slow: float = 0) -> None:
        self.mails: list[EmailMessage] = []
        self.refuse, self.answer, self.slow = refuse, answer, slow

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802 - aiosmtpd's own name
        if self.refuse and self.refuse in address:
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's own name
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        await asyncio.sleep(self.slow)
        return "250 OK"

    def link(self, number: int = -1) -> str:
        """The path of the link in a mail."""
        found = LINK.search(self.mails[number].get_content())
        assert found is not None
        return found[0]


@contextmanager
def mail_server(refuse: str = "", answer: str = "550 no such person", slow: float = 0) -> Iterator[Box]:
    """A real one, on a free port of this machine. `slow`: the seconds it looks at a letter before it says yes."""
    box = Box(refuse, answer, slow)
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        with mail_goes_to(controller.port):
            yield box
    finally:
        controller.stop()


@contextmanager
def mail_goes_to(port: int) -> Iterator[None]:
    backend = "pergola.commons.smtp.PatientBackend"
    mailers = {"default": {"BACKEND": backend, "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": 2}}}
    with override_settings(MAILERS=mailers):
        yield


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
