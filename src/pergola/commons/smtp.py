"""The way to the mail server: a short wait for a connection, a long one for each of its answers.

Only the worker stands here, nobody waits at a page. A filter may take a minute to say that it has a letter; whoever goes
away before it has said so sends the same letter again, and again.
"""

import socket
from smtplib import SMTP

from django.core.mail.backends.smtp import EmailBackend

CONNECT = 5
"""Seconds until a server that does not take the connection counts as down."""


class PatientSMTP(SMTP):
    """A connection whose `timeout` is for each answer, from the greeting to the yes to a whole letter; not for making it."""

    def _get_socket(self, host: str, port: int, timeout: float | None) -> socket.socket:
        made: socket.socket = super()._get_socket(host, port, CONNECT)  # type: ignore[misc]  # typeshed leaves it out
        made.settimeout(timeout)
        return made


class PatientBackend(EmailBackend):
    """Django's own, with that connection."""

    connection_class = PatientSMTP
