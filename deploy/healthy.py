"""Health check in a container: `healthy.py web` asks the web server, `healthy.py dispatcher` when it last delivered."""

import os
import sys
import time
import urllib.request
from pathlib import Path

SILENCE = 120.0  # seconds


def web() -> bool:
    """Whether it answers, under a name it serves, and reaches its database."""
    port, names = os.environ.get("PORT", "8000"), os.environ.get("ALLOWED_HOSTS", "")
    name = names.split(",")[0].lstrip(".*") or "localhost"
    asked = urllib.request.Request(f"http://127.0.0.1:{port}/health/ready", headers={"Host": name})
    with urllib.request.urlopen(asked, timeout=5) as answer:  # nosec B310
        return bool(answer.status == 200)


def dispatcher() -> bool:
    """Whether a round of deliveries ended lately; it notes the end of each."""
    return time.time() - Path(os.environ["PARLEY_HOME"], "dispatcher-alive").stat().st_mtime < SILENCE


if __name__ == "__main__":
    sys.exit(0 if {"web": web, "dispatcher": dispatcher}[sys.argv[1]]() else 1)
