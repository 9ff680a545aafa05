"""What stands in the logs of the web server: never the secret address of a calendar (docs/decisions/0025)."""

import logging
import re
from typing import Any

from gunicorn.glogging import Logger

SECRET = re.compile(r"(/calendar/)[^\s\"'?]+")


def without_secrets(words: str) -> str:
    """The same line, with the place where an address stood."""
    return SECRET.sub(r"\1…", words)


class WithoutSecrets(logging.Filter):
    """For what the application says of a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = without_secrets(record.getMessage()), ()
        return True


class AccessLog(Logger):
    """For what gunicorn says of a request."""

    def atoms(self, *request: Any) -> dict[str, Any]:
        """The parts of a line, each without a secret."""
        found = super().atoms(*request)
        return {
            name: without_secrets(part) if isinstance(part, str) else part for name, part in found.items()
        }
