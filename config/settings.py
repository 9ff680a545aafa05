"""Settings of Parley; what differs between installations comes from the environment (config/environment.py)."""

import os
from pathlib import Path

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _
from whitenoise.compress import Compressor

from config.environment import broker, database, flag, mail, read
from config.openapi import SPECTACULAR_SETTINGS  # noqa: F401

BASE_DIR = Path(__file__).resolve().parent.parent
PARLEY_HOME = Path(os.environ.get("PARLEY_HOME", BASE_DIR / "var"))
DEMO = flag("PARLEY_DEMO")

SECRET_KEY = read(
    "PARLEY_SECRET_KEY", "only-for-an-installation-that-listens-on-loopback-and-holds-demo-data"
)
DEBUG = False
ALLOWED_HOSTS = read("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
BASE_URL = read("PARLEY_BASE_URL", f"http://127.0.0.1:{read('PORT', '8000')}")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

# --- The house, from the lowest floor up -------------------------------------------------------------------------
FLOORS = [
    "foundation", "audit", "publishing", "directory", "accounts", "access", "documents", "reminders",
    "correspondence", "approvals", "attaches", "agreements", "missions", "activities", "reports", "workspace",
]  # fmt: skip
INSTALLED_APPS = [
    *[floor for floor in FLOORS if (BASE_DIR / floor / "apps.py").exists()],
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_filters",
    "knox",
    "axes",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "config.health.HealthFirst",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "access.middleware.SubjectMiddleware",
    "config.failures.NothingBehindNul",
    "accounts.middleware.SessionLimits",
    "accounts.middleware.SecondStepRequired",
    "accounts.middleware.SentOnce",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "access.frame.page_frame",
            ],
        },
    }
]

# --- Two roles on one database: the application serves, the owner migrates (decisions.md 5) ------------------------
DATABASES = {"default": database(read("DATABASE_URL", "postgresql://parley_app@127.0.0.1/parley"))}
if read("DATABASE_OWNER_URL"):
    DATABASES["owner"] = database(read("DATABASE_OWNER_URL"))
APP_ROLE = DATABASES["default"].get("USER", "parley_app")

# --- Need-to-know (decisions.md 2) ---------------------------------------------------------------------------------
LADDER = [
    ("unclassified", _("Unclassified")),
    ("official_use", _("Official use")),
    ("limited_official_use", _("Limited official use")),
]
CAVEATS = [("mod_only", _("Ministry of Defence only")), ("negotiations", _("Negotiations"))]
HOME_COUNTRY = "AZ"
# Documents without one of which in effect every screen it concerns warns (domain.md A2.10, A2.11, A2.13). Which ones
# guide differs from country to country (A2.14): concept and doctrine, or a plan, may stand here beside or instead.
GUIDED_BY = ("white_paper", "strategy", "joint_agreement")
WORLD_MAP = read("PARLEY_WORLD_MAP")  # a ministry's own borders, TopoJSON or GeoJSON; else Natural Earth's

# --- Lead times of agreements and exercises: defaults of domain.md B4, B5 and C6, a ministry may set others -----------
NOTICE_DELIVERY_DAYS = 10  # days a note verbale travels
NOTICE_ROUTE_WORKING_DAYS = 33  # approvals before a denunciation, summed, where no route is kept for one
STATED_LEGAL_BASIS = 38  # States with a legal basis as the source names them; shown beside what is counted
CONFERENCE_DAYS = {  # days before the first day of an exercise
    "major": {"ipc": 270, "mpc": 150, "fpc": 60},
    "small": {"ipc": 120, "mpc": 75, "fpc": 30},
}
EXERCISE_REPORT_DAYS = {"first": 15, "final": 60}  # days after the last day of an exercise
VIENNA_DOCUMENT = {
    "troops": 9_000, "special": 3_000, "tanks": 250, "acv": 500, "artillery": 250, "sorties": 200, "lead_days": 42,
    "observed_troops": 13_000, "observed_special": 3_500, "reply_days": 21,
}  # fmt: skip

# --- Sign-in -------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 30 * 60  # idle limit; the absolute one is SESSION_ABSOLUTE_AGE
SESSION_ABSOLUTE_AGE = 10 * 60 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True

# --- Languages and time --------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("az", "Azərbaycanca")]
TIME_ZONE = "Asia/Baku"
USE_TZ = True
FORMAT_MODULE_PATH = ["config.formats"]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]

# --- Files, mail, queue --------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(read("PARLEY_STATIC_ROOT", str(PARLEY_HOME / "static")))
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a draft of hundreds of rows is one form
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PARLEY_HOME / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (
    *Compressor.SKIP_COMPRESS_EXTENSIONS,
    "map",
)  # half the time of a first start
REDIS_URL = read("REDIS_URL", "redis://127.0.0.1:6379/0")
CELERY_BROKER_URL = broker(REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TIMEZONE = "UTC"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 2, "socket_timeout": 5, "max_retries": 1}
# The bell (walls.md 4): what is due finds itself, so ringing often, twice or late does no harm. UTC (pitfall 12).
CELERY_BEAT_SCHEDULE = {
    "plan reminders": {"task": "reminders.tasks.plan_reminders", "schedule": crontab(minute="5")},
    "deliver reminders": {"task": "reminders.tasks.dispatch_reminders", "schedule": crontab(minute="*/5")},
    "agreements roll over": {
        "task": "agreements.tasks.roll_agreement_deadlines",
        "schedule": crontab(minute="2"),
    },
    "clearances keep their days": {
        "task": "activities.tasks.keep_clearance_days",
        "schedule": crontab(minute="3"),
    },
    "reports of attachés open": {
        "task": "missions.tasks.open_post_reports",
        "schedule": crontab(minute="4"),
    },
    "returns open ahead": {"task": "activities.tasks.open_returns", "schedule": crontab(minute="4")},
    "imports go on": {"task": "documents.tasks.run_imports", "schedule": crontab()},
    "papers take effect": {
        "task": "missions.tasks.bring_papers_up_to_date",
        "schedule": crontab(minute="10"),
    },
}

DEFAULT_FROM_EMAIL = read("PARLEY_MAIL_FROM", "parley@example.invalid")
EMAIL_TIMEOUT = 20
if read("EMAIL_URL"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    globals().update(mail(read("EMAIL_URL")))
else:
    EMAIL_BACKEND = "config.mail.OneFilePerMessage"
    EMAIL_FILE_PATH = PARLEY_HOME / "mail"
# Classes of reminders.channels: a gateway of the ministry's own is named beside or instead of e-mail.
REMINDER_CHANNELS = [
    name.strip()
    for name in read("PARLEY_REMINDER_CHANNELS", "reminders.channels.Email").split(",")
    if name.strip()
]
REMINDER_LEASE_SECONDS = 300  # so long a claimed message is one dispatcher's: many times EMAIL_TIMEOUT
REMINDER_PAUSE_SECONDS = 5  # between two rounds of a dispatcher
METRICS_TOKEN = read("PARLEY_METRICS_TOKEN")  # without one there is nothing at /metrics

# --- Browser rules: everything from this address, nothing inline (walls.md 5) --------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "microphone", "geolocation", "payment", "usb")
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

# --- REST ----------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "access.authentication.TokenAuthentication",
        "access.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["access.authentication.SubjectRequired"],
    "DEFAULT_RENDERER_CLASSES": ["foundation.rest.renderers.OrjsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["foundation.rest.parsers.StrictJSONParser"],
    "DEFAULT_FILTER_BACKENDS": [],
    "DEFAULT_PAGINATION_CLASS": None,
    "DEFAULT_SCHEMA_CLASS": "foundation.rest.schema.ParleySchema",
    "EXCEPTION_HANDLER": "foundation.rest.problems.exception_handler",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
}
REST_KNOX = {"TOKEN_MODEL": "accounts.ApiToken", "AUTH_HEADER_PREFIX": "Token", "AUTO_REFRESH": False}
KNOX_TOKEN_MODEL = "accounts.ApiToken"

# --- Sign-in libraries ---------------------------------------------------------------------------------------------
ACCOUNT_ADAPTER = "accounts.signin.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Parley"
TWO_STEP_ENFORCED = not DEMO
ACCOUNT_RATE_LIMITS = {"login_failed": ""}  # axes counts, across all processes
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "account/locked_out.html"
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"secrets": {"()": "config.access_log.WithoutSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["secrets"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
