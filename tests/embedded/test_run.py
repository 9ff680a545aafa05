"""`make run` before it starts anything: what it refuses, in words that help. The whole run: test_run_whole.py."""

import socket
from pathlib import Path

import pytest

from embedded import processes
from embedded.listening import Address
from embedded.locks import Lock, Notice
from embedded.places import Places, Refused
from embedded.stamps import Stamp
from tests.embedded.watching import finished

RUN = ("-m", "embedded", "run")


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        tried = finished(*RUN, home=tmp_path, PORT=str(port))
    assert tried.returncode == 1
    assert f"Port {port} of 127.0.0.1 is not free" in tried.stderr
    assert "make run PORT=" in tried.stderr
    assert not (tmp_path / "database").exists()


@pytest.mark.parametrize("address", ["0.0.0.0", "192.0.2.1", "::"])
def test_a_demo_is_not_shown_to_the_network(tmp_path: Path, address: str) -> None:
    tried = finished(*RUN, home=tmp_path, PARLEY_ADDRESS=address, PARLEY_DEMO="1")
    assert tried.returncode == 1
    assert "loopback only" in tried.stderr


@pytest.mark.parametrize(
    ("variable", "value"), [("PORT", "eighty"), ("PORT", "70000"), ("PARLEY_ADDRESS", "parley.example")]
)
def test_what_is_no_address_is_refused(tmp_path: Path, variable: str, value: str) -> None:
    tried = finished(*RUN, home=tmp_path, **{variable: value})
    assert tried.returncode == 1
    assert variable in tried.stderr
    assert "Traceback" not in tried.stderr


def test_a_second_run_says_where_the_first_is(tmp_path: Path) -> None:
    first, notice = Lock(tmp_path / "run.lock"), Notice(tmp_path / "run.json")
    assert first.take()
    notice.post({"url": "http://127.0.0.1:8123"})
    second = finished(*RUN, home=tmp_path)
    assert second.returncode == 1
    assert "running already, at http://127.0.0.1:8123." in second.stderr


def test_a_named_database_needs_its_owner_too(tmp_path: Path) -> None:
    tried = finished(*RUN, home=tmp_path, DATABASE_URL="postgresql://parley_app@elsewhere/parley")
    assert tried.returncode == 1
    assert "set DATABASE_OWNER_URL too" in tried.stderr


def test_a_home_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    tried = finished(*RUN, home=tmp_path / "file" / "home")
    assert tried.returncode == 1
    assert "cannot be used" in tried.stderr
    assert "Traceback" not in tried.stderr


def test_only_steps_hold_the_owners_credentials(tmp_path: Path) -> None:
    """decisions.md 5: what serves could not become the owner if it wanted to."""
    urls = {"DATABASE_URL": "app", "DATABASE_OWNER_URL": "owner", "REDIS_URL": "broker"}
    rows = processes.parley(
        processes.Installation(Places(tmp_path), urls, Address("127.0.0.1", 8000), loads_demo=True)
    )
    owners = {row.name for row in rows if "DATABASE_OWNER_URL" in row.environment}
    assert owners == {"migrate", "reference", "demo-data"}
    assert {row.name for row in rows if not row.once} == {"web", "worker", "beat", "dispatcher"}


def test_a_stamp_goes_with_what_it_speaks_of(tmp_path: Path) -> None:
    here = Places(tmp_path)
    here.database.mkdir()
    stamp = Stamp.demo(here, needed=True)
    assert not stamp.holds
    stamp.press()
    assert stamp.holds
    assert Stamp.demo(Places(tmp_path / "another"), needed=False).holds
    assert not Stamp.demo(Places(tmp_path / "another"), needed=True).holds


def test_addresses_of_both_families() -> None:
    assert Address("::1", 8000).url == "http://[::1]:8000"
    with pytest.raises(Refused, match="loopback"):
        Address("10.0.0.1", 8000).check(demo=True)
