"""The steps of the image, typed by hand: the Dockerfile's first part in two directories of our own."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.embedded.watching import PROJECT

LINE = re.compile(r"^(RUN|COPY|FROM) (.*)$", re.MULTILINE)


def steps() -> list[tuple[str, str]]:
    """The RUN and COPY lines until the second FROM."""
    text = (PROJECT / "Dockerfile").read_text().replace("\\\n", " ")
    first = text.split("\nFROM ")[1]
    return [(verb, rest) for verb, rest in LINE.findall(first) if verb != "FROM"]


def copied(parts: str, target: Path) -> None:
    """What COPY would bring: the named file, or everything that .dockerignore lets through."""
    source, _ = parts.split()
    chosen = [source]
    if source == ".":
        chosen = [
            line[1:] for line in (PROJECT / ".dockerignore").read_text().splitlines() if line[:1] == "!"
        ]
    for name in chosen:
        if (PROJECT / name).is_dir():
            shutil.copytree(
                PROJECT / name, target / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo")
            )
        elif (PROJECT / name).exists():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / name, target / name)


def test_every_step_is_plain_shell() -> None:
    runs = [rest for verb, rest in steps() if verb == "RUN"]
    assert len(runs) == 5
    for command in runs:
        subprocess.run(["sh", "-n", "-c", command], check=True)


if os.environ.get("PARLEY_LONG"):  # it installs everything once more

    @pytest.mark.long
    def test_the_steps_build_what_serves(tmp_path: Path) -> None:
        parley, opt = tmp_path / "parley", tmp_path / "opt"
        parley.mkdir()
        bare = {
            name: os.environ[name]
            for name in os.environ
            if name.startswith(("PIP_", "SSL_")) or name == "PATH"
        }
        for verb, rest in steps():
            if verb == "COPY":
                copied(rest, parley)
            else:
                command = rest.replace("/opt/parley", str(opt))
                subprocess.run(["sh", "-ec", command], cwd=parley, env=bare, check=True)
        assert list((opt / "static").rglob("*.css"))
        served = {
            "PATH": f"{opt / 'bin'}:{bare['PATH']}",
            "DJANGO_SETTINGS_MODULE": "config.settings_production",
            "PARLEY_HOME": str(tmp_path / "home"),
            "PARLEY_STATIC_ROOT": str(opt / "static"),
            "PARLEY_SECRET_KEY": "x" * 60,
            "DATABASE_URL": os.environ["DATABASE_URL"],
            "REDIS_URL": os.environ["REDIS_URL"],
        }
        web = ["gunicorn", "config.wsgi", "--no-control-socket", "--check-config"]
        checked = subprocess.run(web, cwd=parley, env=served, capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stderr
