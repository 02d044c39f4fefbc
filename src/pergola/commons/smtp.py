"""The way to the mail server: a short wait for a connection, a long one for each of its answers; and what its no means.

Only the worker stands here, nobody waits at a page. A filter may take a minute to say that it has a letter; whoever goes
away before it has said so sends the same letter again, and again.
"""

import re
import socket
from smtplib import SMTP, SMTPRecipientsRefused

from django.core.mail.backends.smtp import EmailBackend

CONNECT = 5
"""Seconds until a server that does not take the connection counts as down."""
IN_FULL = re.compile(rb"\s*5\.(\d{1,3}\.\d{1,3})\b")
"""What a server says more exactly than with three figures (RFC 3463)."""
NO_SUCH_ADDRESS = {b"1.0", b"1.1", b"1.2", b"1.3", b"1.4", b"1.5", b"1.6", b"1.10"}
"""Its 5.1 is about addresses. 5.1.7 and 5.1.8 are about the sender’s, which is ours."""
NO_SUCH_ADDRESS_IN_SHORT = {550, 551, 553}


class PatientSMTP(SMTP):
    """A connection whose `timeout` is for each answer, from the greeting to the yes to a whole letter; not for making it."""

    def _get_socket(self, host: str, port: int, timeout: float | None) -> socket.socket:
        made: socket.socket = super()._get_socket(host, port, CONNECT)  # type: ignore[misc]  # typeshed leaves it out
        made.settimeout(timeout)
        return made


class PatientBackend(EmailBackend):
    """Django's own, with that connection."""

    connection_class = PatientSMTP


def no_such_address(refusal: SMTPRecipientsRefused) -> bool:
    """Is it for good? A box that is full, or a server whose rules we do not meet today, is no fault of the address."""
    return all(code >= 500 and _of_the_address(code, words) for code, words in refusal.recipients.values())


def _of_the_address(code: int, words: bytes) -> bool:
    in_full = IN_FULL.match(words)
    return in_full[1] in NO_SUCH_ADDRESS if in_full else code in NO_SUCH_ADDRESS_IN_SHORT
