"""Django settings, read from the environment that ``./pes`` prepares.

OPENPES_DATA      folder for database, files, index and secrets (default: var/ beside the checkout)
DATABASE_URL      postgres://user:password@host:port/name, or empty for SQLite in the data folder
OPENPES_DEMO      "1": demo country; shows the demo mailbox and the second-factor helper on loopback
OPENPES_PACK      folder of the country pack
OPENPES_URL       address under which people reach this installation (default: http://localhost:PORT)
OPENPES_PROXIES   how many proxies of our own stand in front (they write X-Forwarded-For); default 0
OPENPES_HOSTS     comma-separated host names this installation answers to
"""

import contextlib
import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.utils.translation import gettext_lazy as _

ROOT = Path(__file__).resolve().parents[3]
DATA = Path(os.environ.get("OPENPES_DATA") or ROOT / "var").resolve()
DEMO = os.environ.get("OPENPES_DEMO", "") == "1"
TESTING = os.environ.get("OPENPES_TESTING", "") == "1"
DEBUG = False
PORT = int(os.environ.get("OPENPES_PORT") or 8000)
SITE_URL = (os.environ.get("OPENPES_URL") or f"http://localhost:{PORT}").rstrip("/")  # in e-mails, QR codes, share links


def _secret(name: str) -> str:
    """The content of ``secrets/<name>`` in the data folder, made at first use and readable by its owner only."""
    if TESTING:
        return f"testing-{name}-0123456789abcdef0123456789abcdef0123456789abcdef"
    folder = DATA / "secrets"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / name
    if not path.exists():
        # Two processes that start together agree on one secret: only a whole file gets the name, and only once.
        draft = folder / f".{name}.{os.getpid()}"
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text().strip()


SECRET_KEY = _secret("django")
OPENPES_MASTER_KEY = _secret("master")

ALLOWED_HOSTS = [h for h in os.environ.get("OPENPES_HOSTS", "").split(",") if h] or [
    "localhost",
    "127.0.0.1",
    "[::1]",
    "testserver",
]
TRUSTED_PROXIES = int(os.environ.get("OPENPES_PROXIES") or 0)
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("OPENPES_ORIGINS", "").split(",") if o]

ROOMS = [
    "base", "trust", "channels", "people", "work", "matching", "contact", "dialogues",
    "information", "placement", "casework", "insight", "assessment",
]  # fmt: skip
AREAS = [
    "design",
    "public",
    "dialogues",
    "files",
    "certificates",
    "account",
    "jobseeker",
    "employer",
    "counsellor",
    "manager",
    "assessment",
    "admin",
    "health",
    "demo",
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    *[f"openpes.{room}" for room in ROOMS],
    *[f"openpes.web.{area}" for area in AREAS],  # before allauth: our templates win
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "openpes.api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "openpes.web.account.middleware.ActingMiddleware",
    "openpes.web.design.middleware.SecurityHeadersMiddleware",
    "openpes.web.design.middleware.PlainErrorsMiddleware",
]

ROOT_URLCONF = "openpes.project.urls"
WSGI_APPLICATION = "openpes.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "openpes.web.design.context.page",
            ],
        },
    }
]


def _database() -> dict:
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA / "openpes.sqlite3",
            "TEST": {"NAME": os.environ.get("OPENPES_TEST_SQLITE") or None},
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                "PRAGMA wal_autocheckpoint=1000; PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("DATABASE_URL must begin with postgres:// (leave it empty for SQLite).")
    query = dict(parse_qsl(parts.query))
    host = query.pop("host", None) or (unquote(parts.hostname) if parts.hostname else "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "openpes",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query,
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache"
        if TESTING
        else "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": "openpes" if TESTING else str(DATA / "cache"),
        "TIMEOUT": 3600,
    }
}

# Accounts -----------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if TESTING
    else [
        "django.contrib.auth.hashers.ScryptPasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/account/start/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "openpes.web.account.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "openpes.web.account.forms.SignInForm", "signup": "openpes.web.account.forms.NewAccountForm"}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_UNIQUE_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "OpenPES"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO or TESTING  # passkeys on http://localhost only

# Sessions and headers -----------------------------------------------------------------------------
SECURE_COOKIES = os.environ.get("OPENPES_HTTPS", "") == "1"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = SECURE_COOKIES
CSRF_COOKIE_SECURE = SECURE_COOKIES
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31536000 if SECURE_COOKIES else 0
X_FRAME_OPTIONS = "DENY"
STAFF_IDLE_SECONDS = 30 * 60
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_BYTES = 5 * 1024 * 1024

# Languages, time ----------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français"), ("es", "Español"), ("ar", "العربية"), ("sw", "Kiswahili")]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = SECURE_COOKIES
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
SERVICE_NAME = _("Public employment service")

# Static files, mail, files ------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = DATA / "files"  # never served by the web server: every file goes through a permission check
EMAIL_BACKEND = os.environ.get("OPENPES_EMAIL_BACKEND") or (
    "django.core.mail.backends.locmem.EmailBackend" if TESTING else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = DATA / "mail"
EMAIL_HOST = os.environ.get("OPENPES_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("OPENPES_SMTP_PORT") or 25)
EMAIL_HOST_USER = os.environ.get("OPENPES_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("OPENPES_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("OPENPES_SMTP_TLS", "") == "1"
EMAIL_DOMAIN = os.environ.get("OPENPES_MAIL_DOMAIN") or "openpes.invalid"  # in Message-ID
DEFAULT_FROM_EMAIL = os.environ.get("OPENPES_MAIL_FROM", "service@localhost")

OPENPES_PACK = Path(os.environ.get("OPENPES_PACK") or ROOT / "packs" / "demo")
FORM_RENDERER = "openpes.web.design.forms.DesignRenderer"
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("OPENPES_LOG", "WARNING")},
}
