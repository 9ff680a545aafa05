"""What can be said of the server installation without a container engine (decisions.md 16)."""

import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import get_commands

from tests.embedded.watching import PROJECT

COMPOSE: dict[str, Any] = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
PARLEY = {name for name, service in SERVICES.items() if service["image"] == COMPOSE["x-parley"]["image"]}
DOCKERFILE = (PROJECT / "Dockerfile").read_text().replace("\\\n", " ")
VARIABLE = re.compile(r"\$\{(\w+)")


def words(command: str | list[str]) -> list[str]:
    return (
        command.split() if isinstance(command, str) else [word for part in command for word in part.split()]
    )


def commands(service: dict[str, Any]) -> list[list[str]]:
    """The command and the health check of a service, as words."""
    check = service.get("healthcheck", {}).get("test", ["CMD"])
    return [words(service.get("command", [])), check[1:]]


def test_it_keeps_to_the_compose_specification() -> None:
    checker = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    checked = subprocess.run(
        [*checker, PROJECT / "docker-compose.yml"], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout


def test_the_services_are_those_of_make_run() -> None:
    assert {"database", "broker", "migrate", "web", "worker", "beat", "dispatcher"} == set(SERVICES)
    assert {"migrate", "web", "worker", "beat", "dispatcher"} == PARLEY


def test_only_migrate_holds_the_owners_credentials() -> None:
    holders = {
        name
        for name in PARLEY
        if "database_owner_url" in SERVICES[name]["secrets"]
        or "DATABASE_OWNER" in str(SERVICES[name]["environment"])
    }
    assert holders == {"migrate"}
    assert all("owner_password" not in SERVICES[name]["secrets"] for name in PARLEY)


def test_migrate_runs_once_and_first() -> None:
    assert SERVICES["migrate"]["restart"] == "no"
    for name in PARLEY - {"migrate"}:
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_nobody_is_root_and_nothing_is_written_where_it_should_not(name: str) -> None:
    service = SERVICES[name]
    user, _, group = service["user"].partition(":")
    assert int(user) > 0
    assert int(group) > 0
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_every_server_that_stays_is_watched() -> None:
    assert {name for name in SERVICES if "healthcheck" not in SERVICES[name]} == {"migrate"}


def test_only_web_is_reached_from_outside_and_the_servers_are_apart() -> None:
    assert {name for name in SERVICES if "ports" in SERVICES[name]} == {"web"}
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert {name for name in SERVICES if SERVICES[name]["networks"] == ["inside"]} == {
        "database",
        "broker",
        "migrate",
    }


def test_secrets_come_from_files_and_each_is_used() -> None:
    used = {secret for service in SERVICES.values() for secret in service.get("secrets", [])}
    assert used == set(COMPOSE["secrets"])
    assert all(secret["file"].startswith("./secrets/") for secret in COMPOSE["secrets"].values())
    for service in SERVICES.values():
        for value in service.get("environment", {}).values():
            if str(value).startswith("/run/secrets/"):
                assert Path(value).name in service["secrets"]


def test_make_secrets_makes_each_secret_once(tmp_path: Path) -> None:
    made = []
    for _ in range(2):
        subprocess.run([PROJECT / "deploy" / "make-secrets", tmp_path / "secrets"], check=True)
        made.append({file.name: file.read_text() for file in (tmp_path / "secrets").iterdir()})
    assert made[0] == made[1]
    assert set(made[0]) == set(COMPOSE["secrets"])
    assert made[0]["app_password"] in made[0]["database_url"]
    assert len(made[0]["secret_key"]) >= 50
    assert (tmp_path / "secrets").stat().st_mode & 0o77 == 0


def test_every_variable_that_is_set_is_read() -> None:
    """By the settings, by name or by name and _FILE; those of the image's own making by what runs in it."""
    settings = "".join(file.read_text() for file in (PROJECT / "config").glob("*.py"))
    image = re.findall(r"(PARLEY_\w+)=", DOCKERFILE)
    given = {name for service in PARLEY for name in SERVICES[service]["environment"]} | set(image)
    unread = {name for name in given if f'"{name.removesuffix("_FILE")}"' not in settings}
    assert unread == set()


def test_every_variable_that_is_asked_for_is_explained() -> None:
    asked = set(VARIABLE.findall((PROJECT / "docker-compose.yml").read_text()))
    offered = {line.partition("=")[0] for line in (PROJECT / ".env.example").read_text().splitlines()}
    assert asked == {name for name in offered if name.isupper() and not name.startswith("#")}


def test_every_command_exists() -> None:
    known = get_commands()
    for name in PARLEY:
        for line in commands(SERVICES[name]):
            for before, word in pairwise(line):
                if before == "manage.py":
                    assert word in known, (name, word)
                if before == "python":
                    assert (PROJECT / word).is_file(), (name, word)


@pytest.mark.parametrize("name", ["worker", "beat"])
def test_celery_knows_the_switches(name: str) -> None:
    for line in commands(SERVICES[name]):
        verb = line[3]
        shown = subprocess.run(
            [sys.executable, "-m", "celery", "-A", "config", verb, "--help"],
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=True,
        )
        assert line[:3] == ["celery", "-A", "config"]
        assert {word for word in line if word.startswith("--")} <= set(re.findall(r"--[\w-]+", shown.stdout))


def test_the_web_command_starts() -> None:
    command = re.findall(r'"([^"]*)"', DOCKERFILE.rpartition("CMD")[2])
    assert command[0] == "gunicorn"
    checked = subprocess.run(
        [sys.executable, "-m", *command, "--check-config"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr


def test_what_the_image_copies_is_there_and_holds_every_package() -> None:
    allowed = [
        line[1:] for line in (PROJECT / ".dockerignore").read_text().splitlines() if line.startswith("!")
    ]
    packages = {file.parent.name for file in PROJECT.glob("*/__init__.py")} - {"tests", "bench", "docs"}
    assert packages <= set(allowed)
    for source in re.findall(r"^COPY ([^- ]\S*)", DOCKERFILE, re.MULTILINE):
        assert (PROJECT / source).exists()


def test_files_that_are_mounted_are_there() -> None:
    for volume in SERVICES["database"]["volumes"]:
        if volume.startswith("./"):
            assert (PROJECT / volume.split(":")[0]).is_file()
