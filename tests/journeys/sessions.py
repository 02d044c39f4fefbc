"""The clock moved for one session of the product: it believes its owner signed in so much earlier."""

from datetime import timedelta

import psycopg
from django.contrib.sessions.serializers import JSONSerializer
from django.core import signing
from playwright.sync_api import BrowserContext
from tests.journeys.product import Product

SALT = "django.contrib.sessions.SessionStore"
RECORDS = "account_authentication_methods"


def let_time_pass(product: Product, context: BrowserContext, passed: timedelta) -> None:
    """All that this window's session remembers of signing in and of confirming is `passed` older."""
    key = next(one["value"] for one in context.cookies() if one["name"] == "sessionid")
    with psycopg.connect(product.owner) as connection:
        row = connection.execute("SELECT session_data FROM django_session WHERE session_key = %s", [key]).fetchone()
        assert row, "no such session"
        held = signing.loads(row[0], key=product.secret, salt=SALT, serializer=JSONSerializer)
        for record in held[RECORDS]:
            record["at"] -= passed.total_seconds()
        written = signing.dumps(held, key=product.secret, salt=SALT, serializer=JSONSerializer, compress=True)
        connection.execute("UPDATE django_session SET session_data = %s WHERE session_key = %s", [written, key])
