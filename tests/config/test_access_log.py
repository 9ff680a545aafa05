"""The secret address of a calendar stands in no log."""

import datetime as dt
import logging
from types import SimpleNamespace

from gunicorn.config import Config

from config.access_log import AccessLog, WithoutSecrets

SECRET = "k3yOfACalendar"  # nosec B105 - nobody's


def said(path: str) -> str:
    record = logging.LogRecord("django.request", logging.WARNING, "", 1, "Not Found: %s", (path,), None)
    assert WithoutSecrets().filter(record)
    return record.getMessage()


def test_what_the_application_says_names_no_address():
    assert said(f"/calendar/{SECRET}.ics") == "Not Found: /calendar/…"
    assert said("/calendar-feed/x") == "Not Found: /calendar-feed/x"


def test_what_the_web_server_says_names_none_either():
    path = f"/calendar/{SECRET}.ics"
    environ = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": f"{path}?x=1",
        "PATH_INFO": path,
        "SERVER_PROTOCOL": "HTTP/1.1",
    }
    response = SimpleNamespace(status="200 OK", sent=3, headers=[])
    asked = SimpleNamespace(headers=[("REFERER", f"http://parley.example{path}")])
    parts = AccessLog(Config()).atoms(response, asked, environ, dt.timedelta(0))
    assert "/calendar/…" in parts["r"]
    assert SECRET not in "".join(str(part) for part in parts.values())
