"""What the surroundings tell the settings: plain variables, secrets from files, libpq addresses."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

PREPARED_AFTER = (
    2  # times the same statement is asked over one connection, of those that are kept at all (access.kept)
)


def read(name: str, default: str = "") -> str:
    """Return NAME, or the content of the file that NAME_FILE points at (how containers hand over secrets)."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def flag(name: str) -> bool:
    """True when NAME is set to 1, true, yes or on."""
    return read(name).lower() in {"1", "true", "yes", "on"}


def database(url: str) -> dict:
    """Django's connection settings of a libpq address; raises ImproperlyConfigured when it names no database."""
    parts = conninfo_to_dict(url)
    if "dbname" not in parts:
        raise ImproperlyConfigured("The database address names no database.")
    known = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    settings = {known[key]: str(value) for key, value in parts.items() if key in known}
    options: dict = {key: value for key, value in parts.items() if key not in known}
    if not flag("PARLEY_BEHIND_A_POOLER"):  # which may hand a statement to a session that has not prepared it
        options["prepare_threshold"] = PREPARED_AFTER
    kept = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}  # a restarted server costs nobody an error
    return {"ENGINE": "django.db.backends.postgresql", **kept, "OPTIONS": options, **settings}


def broker(url: str) -> str:
    """Celery writes a broker's socket as redis+socket://, redis-py as unix://."""
    return url.replace("unix://", "redis+socket://", 1)


def mail(url: str) -> dict:
    """Translate smtp:// or smtps:// addresses into Django's mail settings."""
    parts = urlsplit(url)
    return {
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.query == "tls",
    }
