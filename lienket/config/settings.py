"""All settings, read from the environment. `.env.example` explains each variable."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from psycopg.conninfo import conninfo_to_dict

PACKAGE = Path(__file__).resolve().parent.parent
CHECKOUT = PACKAGE.parent


def _env(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def _flag(name: str, *, default: bool = False) -> bool:
    return _env(name, "1" if default else "0").lower() in {"1", "true", "yes"}


def _list(name: str) -> list[str]:
    return [item.strip() for item in _env(name).split(",") if item.strip()]


def _database(url: str, *, role: str | None = None) -> dict[str, Any]:
    """Django's form of a connection string; `role` is taken on at connection."""
    parts = conninfo_to_dict(url)
    options: dict[str, Any] = {
        key: value
        for key, value in parts.items()
        if key not in {"dbname", "user", "password", "host", "port"}
    }
    options |= {
        "server_side_binding": True,
        # Behind a transaction pooler prepared statements must stay off.
        "prepare_threshold": None if _flag("LIENKET_BEHIND_POOLER") else 2,
    }
    if role:
        options["options"] = f"{options.get('options', '')} -c role={role}".strip()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.get("dbname", ""),
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": str(parts.get("port", "")),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": _flag("LIENKET_BEHIND_POOLER"),
        "OPTIONS": options,
    }


# ---- The installation ----------------------------------------------------------------------

HOME = Path(_env("LIENKET_HOME") or CHECKOUT / ".lienket").expanduser().resolve()
PORT = int(_env("PORT", "8000"))
#: What links in messages begin with.
PUBLIC_URL = _env("LIENKET_PUBLIC_URL", f"http://localhost:{PORT}").rstrip("/")
DEMO = _flag("LIENKET_DEMO")
#: Web processes act as the runtime role; a worker may also take the role that finds what is due.
PROCESS = _env("LIENKET_PROCESS", "web")

SECRET_KEY = _env("LIENKET_SECRET_KEY")
#: Where the `lienket` command keeps the key that it makes.
SECRET_KEY_FILE = HOME / "secret.key"
if not SECRET_KEY and SECRET_KEY_FILE.exists():
    SECRET_KEY = SECRET_KEY_FILE.read_text().strip()
SECRET_KEY_FALLBACKS = _list("LIENKET_OLD_SECRET_KEYS")
DEBUG = False
ALLOWED_HOSTS = _list("LIENKET_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
HTTPS = PUBLIC_URL.startswith("https://")
#: So many proxies stand in front and say who asks, and whether by https.
PROXIES = int(_env("LIENKET_PROXIES") or 0)

# ---- Database ------------------------------------------------------------------------------

_runtime = _env("DATABASE_URL")
_worker = _env("DATABASE_WORKER_URL")
DATABASES = {
    "default": _database(_worker, role="lienket_runtime")
    if PROCESS == "worker"
    else _database(_runtime),
    # Migrations only: `manage migrate --database=owner`.
    "owner": _database(_env("DATABASE_OWNER_URL") or _runtime),
}
#: For LISTEN, which a transaction pooler does not carry.
DIRECT_URL = _env("DATABASE_DIRECT_URL") or _runtime
WORKER_URL = _worker
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ---- Modules -------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "django_vite",
    "csp",
    "procrastinate.contrib.django",
    "lienket.kernel",
    "lienket.journal",
    "lienket.organizations",
    "lienket.circles",
    "lienket.search",
    "lienket.documents",
    "lienket.delivery",
    "lienket.escalation",
    "lienket.places",
    "lienket.regulations",
    "lienket.councils",
    "lienket.obligations",
    "lienket.disseminations",
    "lienket.exchange",
    "lienket.plans",
    "lienket.meetings",
    "lienket.incidents",
    "lienket.petitions",
    "lienket.registers",
    "lienket.inspections",
    "lienket.campaigns",
    "lienket.commendations",
    "lienket.falseclaims",
    "lienket.watches",
    "lienket.awareness",
    "lienket.reviews",
    "lienket.config",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lienket.kernel.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "lienket.kernel.middleware.RefusalMiddleware",
]
ROOT_URLCONF = "lienket.config.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "lienket.config.context.page",
            ],
            "builtins": ["django.templatetags.i18n"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# ---- Sign-in -------------------------------------------------------------------------------

AUTH_USER_MODEL = "organizations.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_ADAPTER = "lienket.organizations.signin.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "lienket.organizations.signin.SocialAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_USERNAME_BLACKLIST: list[str] = []
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key", "login": "30/m/ip"}
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Accounts come by invitation, so nobody can lock up the address of somebody else.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "add_webauthn": "lienket.organizations.forms.NewKeyForm",
    "edit_webauthn": "lienket.organizations.forms.KeyForm",
}
MFA_TOTP_ISSUER = "LiênKết"
# Passkeys want https; browsers make an exception for localhost.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
USERSESSIONS_TRACK_ACTIVITY = False
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "sso",
                "name": _env("LIENKET_OIDC_NAME", "SSO"),
                "client_id": _env("LIENKET_OIDC_CLIENT_ID"),
                "secret": _env("LIENKET_OIDC_SECRET"),
                "settings": {"server_url": _env("LIENKET_OIDC_URL")},
            }
        ]
        if _env("LIENKET_OIDC_URL")
        else [],
    }
}
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
#: The sign-in library's limits must hold over all web processes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kernel_cache",
        # Beyond this, counts that still hold would be dropped: nobody may flush them with others.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
_DIRECTIVES = {
    "default-src": [SELF],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "frame-ancestors": [NONE],
    "base-uri": [NONE],
    "form-action": [SELF],
    "object-src": [NONE],
}
CONTENT_SECURITY_POLICY = {"DIRECTIVES": _DIRECTIVES}

# ---- Language and time ---------------------------------------------------------------------

USE_I18N = True
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["lienket.kernel.formats"]
USE_TZ = True
TIME_ZONE = _env("LIENKET_TIME_ZONE", "Asia/Ho_Chi_Minh")

# ---- Static files and uploads --------------------------------------------------------------

STATIC_URL = "/static/"
FRONTEND = Path(_env("LIENKET_FRONTEND") or CHECKOUT / "frontend" / "dist")
STATICFILES_DIRS = [FRONTEND]
DJANGO_VITE = {
    "default": {
        "dev_mode": False,
        "manifest_path": FRONTEND / "manifest.json",
        "static_url_prefix": "",
    }
}
#: A customer's archive of map tiles (PMTiles): a file that this server hands out, or an address.
PMTILES = _env("LIENKET_PMTILES")
_tiles = urlsplit(PMTILES)
_tiles_elsewhere = _tiles.scheme in {"http", "https"}
PMTILES_URL = PMTILES if _tiles_elsewhere or not PMTILES else f"{STATIC_URL}map.pmtiles"
if _tiles_elsewhere:
    _DIRECTIVES["connect-src"].append(f"{_tiles.scheme}://{_tiles.netloc}")
FILES = HOME / "files"
#: Where `frontend/faces.py` puts the typeface that official papers are printed in.
FACES = Path(_env("LIENKET_FACES") or CHECKOUT / "frontend" / "faces")
#: How the other document systems number kinds of documents; without a number they get the name.
EDXML_KINDS = dict(pair.split("=", 1) for pair in _list("LIENKET_EDXML_KINDS"))
#: Certificates (PEM) of the issuers whose digital signatures are trusted; empty: none is known.
SIGNATURE_ROOTS = Path(_roots) if (_roots := _env("LIENKET_SIGNATURE_ROOTS")) else None
MAX_UPLOAD_BYTES = int(_env("LIENKET_MAX_UPLOAD_MB", "20")) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
#: A bulletin to 10,000 chosen organizations, and what else its form asks.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_100
FILE_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

# ---- Delivery ------------------------------------------------------------------------------

#: The demonstration keeps its mail in a box of its own, unless it is given a mail server.
_KEPT_HERE = DEMO and not _env("LIENKET_SMTP_HOST")
_MAIL = "mailbox.channel.Mailbox" if _KEPT_HERE else "email.channel.Email"
CHANNELS = [
    f"lienket.delivery.channels.{_MAIL}",
    "lienket.delivery.channels.webpush.channel.WebPush",
    "lienket.delivery.channels.webhook.channel.Webhook",
]
EMAIL_HOST = _env("LIENKET_SMTP_HOST")
EMAIL_PORT = int(_env("LIENKET_SMTP_PORT", "25"))
EMAIL_HOST_USER = _env("LIENKET_SMTP_USER")
EMAIL_HOST_PASSWORD = _env("LIENKET_SMTP_PASSWORD")
EMAIL_USE_TLS = _flag("LIENKET_SMTP_STARTTLS")
EMAIL_USE_SSL = _flag("LIENKET_SMTP_TLS")
EMAIL_TIMEOUT = int(_env("LIENKET_SMTP_TIMEOUT", "10"))
DEFAULT_FROM_EMAIL = MAIL_FROM = _env("LIENKET_MAIL_FROM", "LiênKết <lienket@localhost>")
#: Hosts inside the own network that webhooks may reach; all other private addresses are refused.
WEBHOOK_HOSTS = _list("LIENKET_WEBHOOK_HOSTS")
PUSH_HOSTS = _list("LIENKET_PUSH_HOSTS")
#: Key of browser notifications; empty: made once in the data directory. Machines must share it.
PUSH_PRIVATE_KEY = _env("LIENKET_PUSH_PRIVATE_KEY")
PUSH_CONTACT = _env("LIENKET_PUSH_CONTACT", "mailto:lienket@localhost")
#: Called after each watchdog round in which all was well; its silence is the alarm.
HEARTBEAT_URL = _env("LIENKET_HEARTBEAT_URL")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": _env("LIENKET_LOG", "WARNING")},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
