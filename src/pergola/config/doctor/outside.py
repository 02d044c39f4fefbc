"""What lies towards the world: names, https, pages, mail, the live process."""

import socket
from collections.abc import Iterator
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from pergola.config.doctor.finding import Finding, either

LOCAL = {"localhost", "127.0.0.1", "[::1]", "testserver"}


def _public() -> list[str]:
    return [host for host in settings.ALLOWED_HOSTS if host not in LOCAL]


def names() -> Iterator[Finding]:
    public = _public()
    yield either(
        "names",
        "*" not in settings.ALLOWED_HOSTS,
        "The names it answers to are listed.",
        "PERGOLA_HOSTS is *: list the names it answers to.",
    )
    yield either(
        "https",
        settings.HTTPS or not public,
        "Cookies travel over https only." if settings.HTTPS else "It answers on this machine only.",
        "It answers to public names without https: set PERGOLA_HTTPS=1.",
    )
    yield either(
        "proxies",
        settings.ALLAUTH_TRUSTED_PROXY_COUNT or not settings.HTTPS,
        "It knows how many proxies stand before it."
        if settings.HTTPS
        else "No https, so no proxy need stand before it.",
        "https ends before Pergola, and it does not know by how many proxies: set PERGOLA_PROXIES, usually to 1.",
    )
    yield either(
        "hsts",
        settings.SECURE_HSTS_SECONDS or not settings.HTTPS,
        "Browsers keep to https." if settings.HTTPS else "Browsers are not told to keep to https yet.",
        "Browsers are not told to keep to https: put SECURE_HSTS_SECONDS back.",
        grave=False,
    )
    yield either(
        "demo",
        not (settings.DEMO and public),
        "One-click sign-in is open on this machine only." if settings.DEMO else "One-click sign-in is off.",
        "The demo lets anybody in as anybody, and answers to public names: load no real work into it.",
        grave=False,
    )
    yield either(
        "keeper",
        settings.KEEPER or not public,
        "The footer says who keeps it." if settings.KEEPER else "It answers on this machine only, and names no keeper.",
        "Nobody is named as its keeper: set PERGOLA_KEEPER, so that people know whom to ask.",
        grave=False,
    )


def site() -> Iterator[Finding]:
    """Where the links in mails lead. Only somebody who reads mail would notice that it is nowhere."""
    public = _public()
    name = split_domain_port(urlsplit(settings.SITE).netloc)[0]
    yield either(
        "site",
        name not in LOCAL or not public,
        f"Links in mails lead to {settings.SITE}.",
        f"Links in mails would lead to {settings.SITE}: set PERGOLA_SITE to the address people come by, such as"
        f" https://{(public or [''])[0].lstrip('.*') or 'learn.example.org'}.",
    )
    yield either(
        "site https",
        settings.SITE.startswith("https://") or not settings.HTTPS,
        "Links in mails are https." if settings.HTTPS else "No https, so links in mails need not be.",
        f"Links in mails lead to {settings.SITE}, which is not https: write https:// in PERGOLA_SITE.",
        grave=bool(public),
    )
    yield either(
        "site name",
        validate_host(name, settings.ALLOWED_HOSTS),
        f"It answers to {name}, where links in mails lead.",
        f"Links in mails lead to {settings.SITE}, and it does not answer to that name: mend PERGOLA_SITE or PERGOLA_HOSTS.",
        grave=bool(public),
    )


def pages() -> Iterator[Finding]:
    csp = settings.SECURE_CSP
    yield either(
        "csp",
        all("unsafe" not in str(source) for sources in csp.values() for source in sources) and "default-src" in csp,
        "The content security policy allows no inline script or style.",
        "The content security policy allows inline script or style: put SECURE_CSP back.",
    )
    yield either(
        "frames",
        settings.X_FRAME_OPTIONS == "DENY",
        "No other site shows it in a frame.",
        "Another site may show it in a frame: put X_FRAME_OPTIONS back to DENY.",
    )


def mail() -> Iterator[Finding]:
    by_server = "smtp" in str(settings.MAILERS["default"]["BACKEND"])
    yield either(
        "mail",
        by_server,
        "Mail has a server.",
        "Mail is printed instead of sent: set PERGOLA_MAIL_HOST.",
        grave=False,
    )
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    yield either(
        "mail sender",
        domain not in LOCAL or not _public(),
        f"Mail comes from {domain}.",
        "Mail comes from localhost, and will be refused: set PERGOLA_MAIL_FROM.",
        grave=False,
    )
    options = settings.MAILERS["default"].get("OPTIONS", {})
    yield either(
        "mail answers",
        not by_server or _answers(str(options.get("host")), int(options.get("port", 25))),
        "The mail server answers." if by_server else "No mail server is to be asked.",
        "The mail server does not answer: look at PERGOLA_MAIL_HOST and PERGOLA_MAIL_PORT.",
        grave=False,
    )


def _answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=3).close()
    except OSError:
        return False
    return True


def live() -> Iterator[Finding]:
    yield either(
        "live",
        not (settings.HTTPS and settings.LIVE.startswith("http://")),
        "Open pages may ask the live process." if settings.LIVE else "Open pages ask now and then what is new.",
        "PERGOLA_LIVE is http on an https site, and browsers will not ask it: write https, or proxied.",
        grave=False,
    )


def links() -> Iterator[Finding]:
    """Whether it calls out is the operator’s choice; that it never asks inside is not."""
    yield either(
        "links",
        not settings.LINK_NETWORKS,
        "Once a week the worker looks whether the pages people link to are still there."
        if settings.CHECK_LINKS
        else "Pages people link to are not looked at: PERGOLA_CHECK_LINKS is off.",
        "Networks that are not public may be asked by the check of links: unset PERGOLA_TEST_LINK_NETWORKS.",
    )
