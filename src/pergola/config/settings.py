"""One settings file. What an installation chooses comes from the environment; what Pergola is stands here."""

from pathlib import Path
from typing import Any

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from pergola.config import environment as env
from pergola.config import logs

PACKAGE = Path(__file__).resolve().parent.parent

DEMO = env.flag("PERGOLA_DEMO")
DEBUG = env.flag("PERGOLA_DEBUG")
INSECURE_KEY = "for development, tests and the demo only"
SECRET_KEY = env.text("PERGOLA_SECRET_KEY", INSECURE_KEY)
SECRET_KEY_FALLBACKS = env.listed("PERGOLA_SECRET_KEYS_BEFORE", "")
ALLOWED_HOSTS = env.hosts("PERGOLA_HOSTS", "localhost,127.0.0.1,[::1]")
HTTPS = env.flag("PERGOLA_HTTPS")
KEEPER = env.text("PERGOLA_KEEPER", "", most=200)
SITE = env.origin("PERGOLA_SITE") or "http://localhost:8000"
"""Where people find this installation: the links in a mail, which no request is there for to tell it."""
LIVE, LIVE_SOURCES = env.live("PERGOLA_LIVE")
FIRST_RUN = env.flag("PERGOLA_FIRST")
OPEN_SIGN_UP = env.flag("PERGOLA_OPEN_SIGN_UP", default=DEMO)

INSTALLED_APPS = [
    "pergola.kernel",
    "pergola.walls",
    "pergola.people",
    "pergola.systems",
    "pergola.spaces",
    "pergola.commons",
    "pergola.talk",
    "pergola.instruments",
    "pergola.meetings",
    "pergola.inquiry",
    "pergola.gather",
    "pergola.routines",
    "pergola.publishing",
    "pergola.insight",
    "pergola.exchange",
    "pergola.desk",
    "pergola.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "pergola.config.request_log.RequestLog",
    "pergola.config.health.Health",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "pergola.kernel.sizes.NotTooLarge",
    "pergola.kernel.plain.PlainWords",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pergola.kernel.methods.KnownMethods",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pergola.people.middleware.SeenLately",
    "pergola.gather.first.LeadToFirst",
    "pergola.people.middleware.OpenForPerson",
]

ROOT_URLCONF = "pergola.config.urls"
WSGI_APPLICATION = "pergola.config.wsgi.application"
AUTH_USER_MODEL = "people.Identity"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "pergola.kernel.forms.PergolaRenderer"
CSRF_FAILURE_VIEW = "pergola.kernel.views.refusals.stale_form"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "pergola.desk.shell.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "pergola.kernel.templatetags.pergola",
            ],
        },
    }
]

if DEMO:
    TEMPLATES[0]["OPTIONS"]["context_processors"].append("pergola.demo.ways.ways_in")

DATABASES = {"default": env.database("DATABASE_URL")}
if env.text("DATABASE_OWNER_URL"):
    DATABASES["owner"] = env.database("DATABASE_OWNER_URL", pool=False)

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},  # Django's 300 could be filled from outside, and guesses be forgotten
    }
}
MAIL_HOST, MAIL_PORT = env.text("PERGOLA_MAIL_HOST"), env.number("PERGOLA_MAIL_PORT", 25, least=1, most=65535)
MAILERS: dict[str, dict[str, Any]] = {
    "default": (
        {
            "BACKEND": "pergola.commons.smtp.PatientBackend",
            "OPTIONS": {"host": MAIL_HOST, "port": MAIL_PORT, "timeout": 120},  # a filter may look at a letter for long
        }
        if MAIL_HOST
        else {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
    )
}
DEFAULT_FROM_EMAIL = env.mailbox("PERGOLA_MAIL_FROM", "pergola@localhost")

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]  # a language is offered once its words are there
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = env.time_zone("PERGOLA_TIME_ZONE", "America/New_York")
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = str(env.folder("PERGOLA_STATIC_ROOT", PACKAGE.parent.parent / ".pergola" / "static"))
STORAGES = {
    "files": env.files(default=str(PACKAGE.parent.parent / ".pergola" / "files" / "pergola")),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILE_UPLOAD_HANDLERS = ["pergola.commons.files.receiving.Receiving"]
FILE_MOST = env.number("PERGOLA_FILE_MB", 25, least=1, most=1000) * 1_000_000
LARGEST_BODY = FILE_MOST * 4
"""Of a form with a file: one that is too large is told so in a sentence, and the rest of the form is kept."""
FILES_MOST_PER_WALL = env.number("PERGOLA_FILES_GB", 20, least=1, most=100_000) * 1_000_000_000
DATA_UPLOAD_MAX_NUMBER_FILES = 4
CHECK_LINKS = env.flag("PERGOLA_CHECK_LINKS")
"""May the worker ask, once a week, whether what people link to in the web is still there? It calls out for nothing else."""
LINK_NETWORKS = env.listed("PERGOLA_TEST_LINK_NETWORKS")
"""Networks that are asked though they are not public: for the tests, which have a server of their own."""
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

AUTHENTICATION_BACKENDS = ["pergola.people.backends.PersonBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email",)},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "pergola.people.passwords.FirstGuessValidator", "OPTIONS": {"words": [KEEPER]}},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:month"
ACCOUNT_ADAPTER = "pergola.commons.accounts.OutboxAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
CODE_MINUTES = 15  # school mail is slow
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = CODE_MINUTES * 60
ACCOUNT_LOGIN_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = CODE_MINUTES * 60
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True  # one address an identity; the old one counts until the new one is proved
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {  # `_here` is by address and place together (pergola/people/rates.py), the others are wide
    "request_login_code": "20/m/ip,30/m/key",
    "request_login_code_here": "3/m/key",
    "reset_password": "20/m/ip,30/m/key",
    "reset_password_here": "5/m/key",
    "login_failed_anywhere": "100/5m/key",
    "number_by_link": "20/5m/key",
}
INVITATION_IS_GOOD = "pergola.exchange.invitations.is_good"  # of what a session holds: does it still let somebody in?
PERSON_INVITED = "pergola.exchange.invitations.person_invited"  # of that, and an address: whose account is made
MFA_ADAPTER = "pergola.people.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = MFA_PASSKEY_SIGNUP_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # a telephone's clock is half a minute off; that a code counts once is held by our own form
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}  # a whole school comes from one address; a passkey cannot be guessed
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("PERGOLA_PROXIES", 0, most=8)
if ALLAUTH_TRUSTED_PROXY_COUNT:  # then TLS ends before us, and the proxy says so; it must overwrite what clients send
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
}
SECURE_CSP["connect-src"] = [CSP.SELF, *LIVE_SOURCES]  # type: ignore[list-item]  # an origin is a source, too
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

LOGGING: dict[str, Any] = logs.configuration(env.choice("PERGOLA_LOG", "plain", logs.FORMATS))

env.refuse_unknown()  # the last line: by now every setting was asked for
