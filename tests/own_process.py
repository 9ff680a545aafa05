"""A program of the project as a process of its own on the suite's database: to be killed, or weighed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from psycopg.conninfo import make_conninfo

from tests.embedded.watching import PROJECT


def _address(alias: str) -> str:
    known, database = settings.DATABASES[alias], settings.DATABASES["default"]["NAME"]
    names = {"USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    return make_conninfo("", dbname=database, **{names[k]: str(known[k]) for k in names if known.get(k)})


@contextmanager
def own_process(home: Path, *argv: str, **more: str) -> Iterator[subprocess.Popen[str]]:
    """`python ARGV` in the project's folder; what it says can be read, and at the end it is gone.

    `more`: further variables of its surroundings, or others than the suite's.
    """
    surroundings = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PARLEY_HOME": str(home),
        "DATABASE_URL": _address("default"),
        "DATABASE_OWNER_URL": _address("owner"),
        "REDIS_URL": settings.REDIS_URL,
        **more,
    }
    process = subprocess.Popen(
        [sys.executable, *argv],
        cwd=PROJECT, env=surroundings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.wait()
