"""Who the two roles are, and whether the walls hold them."""

from collections.abc import Iterator

from django.conf import settings
from django.db import connection
from django.db.utils import Error

from pergola.config.doctor.finding import Finding, asked, either
from pergola.walls import inspection

APPENDED = "commons_participation"


def app_role() -> Iterator[Finding]:
    name, is_super, bypasses, makes = asked(
        "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user"
    )
    bad = f"The app role {name} is a superuser, and no wall holds it: ALTER ROLE {name} NOSUPERUSER."
    yield either("superuser", not is_super, f"The app role {name} is no superuser.", bad)
    bad = f"{name} has BYPASSRLS, and no wall holds it: ALTER ROLE {name} NOBYPASSRLS."
    yield either("bypass", not bypasses, f"{name} cannot bypass the walls.", bad)
    bad = f"{name} has CREATEROLE: ALTER ROLE {name} NOCREATEROLE."
    yield either("creates roles", not makes, f"{name} makes no roles.", bad)
    (owns,) = asked("SELECT pg_get_userbyid(datdba) = current_user FROM pg_database WHERE datname = current_database()")
    bad = f"{name} owns the database: ALTER DATABASE … OWNER TO the owner role."
    yield either("owns", not owns, f"{name} does not own the database.", bad)
    (becomes,) = asked(
        "SELECT string_agg(rolname, ', ') FROM pg_roles WHERE (rolsuper OR rolbypassrls) AND rolname <> current_user"
        " AND pg_has_role(current_user, oid, 'MEMBER')"
    )
    bad = f"{name} can become {becomes}: REVOKE that FROM {name}."
    yield either("becomes", not becomes, f"{name} can become no mightier role.", bad)
    (creates,) = asked("SELECT has_schema_privilege('public', 'CREATE')")
    bad = f"{name} may make tables: REVOKE CREATE ON SCHEMA public FROM {name}."
    yield either("creates tables", not creates, f"{name} makes no tables.", bad)


def walls() -> Iterator[Finding]:
    count, found = len(inspection.walled_tables(connection)), inspection.problems(connection)
    bad = "No table stands behind a wall: run bin/pergola migrate."
    yield either("walls", count > 0, f"{count} tables stand behind walls.", bad)
    yield either(
        "policies",
        not found,
        "Each has row-level security enabled, forced and under the one policy.",
        f"{' '.join(found)} What to do: bin/pergola migrate with the owner role, and start with the app role.",
    )
    (open_,) = asked("SELECT coalesce(current_setting('app.walls', true), '')")
    bad = f"A new connection opens the walls {open_}: ALTER ROLE … RESET app.walls."
    yield either("closed", open_ == "", "A new connection opens no wall.", bad)
    (changes,) = asked(f"SELECT coalesce(has_table_privilege(to_regclass('{APPENDED}'), 'UPDATE, DELETE'), false)")
    bad = f"The app role can change what people did: REVOKE UPDATE, DELETE ON {APPENDED} FROM it."
    yield either("append only", not changes, "What people did can be added to and not changed.", bad)


def owner_role() -> Iterator[Finding]:
    if "owner" not in settings.DATABASES:
        sentence = "DATABASE_OWNER_URL is not set: fine for the web; set it for migrate, backup and counts."
        yield Finding("owner", sound=False, sentence=sentence, grave=False)
        return
    try:
        question = "SELECT rolname, rolbypassrls, rolsuper FROM pg_roles WHERE rolname = current_user"
        name, bypasses, is_super = asked(question, "owner")
    except Error:
        sentence = "The owner role cannot reach the database: mend DATABASE_OWNER_URL."
        yield Finding("owner", sound=False, sentence=sentence, grave=False)
        return
    yield Finding("owner", sound=True, sentence="The owner role reaches the database.", grave=False)
    yield either(
        "owner passes",
        bypasses,
        f"The owner role {name} may pass the walls.",
        f"The owner role {name} lacks BYPASSRLS, and would back up a part: ALTER ROLE {name} BYPASSRLS.",
        grave=False,
    )
    yield either(
        "owner modest",
        not is_super,
        f"{name} is no superuser.",
        f"{name} is a superuser and need not be: ALTER ROLE {name} NOSUPERUSER.",
        grave=False,
    )
