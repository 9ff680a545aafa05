"""The embedded servers: shared by those who need them, gone after the last, whole after a kill."""

import os
import signal
from contextlib import suppress

import psycopg
import pytest
import redis

import embedded
from embedded import broker, keeper, postgres
from embedded.leftovers import first_number
from embedded.places import Places
from tests.embedded.watching import descendants, eventually, finished, is_alive, kept, started

COUNT = 2_000 if os.environ.get("PARLEY_LONG") else 200
WRITES = """
import os, psycopg
with psycopg.connect(os.environ["OWNER"], autocommit=True) as owner:
    owner.execute("CREATE TABLE written (n int)")
    for n in range(1_000_000):
        owner.execute("INSERT INTO written VALUES (%s)", (n,))
        print(n, flush=True)
"""
USES = """
import sys, embedded
embedded.environment()
print("has them", flush=True)
sys.stdin.read()
"""


def is_over(here: Places) -> bool:
    return not keeper.servers_lock(here).is_held


def test_three_roles_and_none_of_them_rules(here: Places) -> None:
    """decisions.md 5: the owner owns, the application serves, the backup reads; nobody signs in as superuser."""
    with embedded.servers(here.home) as urls, psycopg.connect(urls["DATABASE_OWNER_URL"]) as owner:
        rights = owner.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb FROM pg_roles WHERE rolname LIKE 'parley_%' ORDER BY 1"
        ).fetchall()
        assert rights == [
            ("parley_app", False, False, False),
            ("parley_backup", False, True, False),
            ("parley_owner", False, False, True),
        ]
        for extension in ("btree_gist", "pg_trgm", "unaccent"):
            owner.execute(f"CREATE EXTENSION {extension}")  # type: ignore[arg-type]
        with (
            psycopg.connect(urls["DATABASE_URL"]) as app,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            app.execute("CREATE TABLE mine (n int)")
        with pytest.raises(psycopg.OperationalError, match=r"password|no pg_hba"):
            psycopg.connect(f"postgresql://postgres@/postgres?host={here.sockets}")


def test_the_first_user_starts_them_and_the_last_one_leaves_nobody(here: Places) -> None:
    with started("-c", USES, home=here.home) as one:
        assert one.stdout is not None
        assert one.stdout.readline() == "has them\n"
        note = keeper.notice(here).read()
        assert note is not None
        below = {note["pid"], *descendants(note["pid"])}
        with embedded.servers(here.home) as urls:
            one.kill()  # who started them is gone, who came second goes on
            one.wait()
            with psycopg.connect(urls["DATABASE_URL"]) as app:
                assert app.execute("SELECT 1").fetchone() == (1,)
            assert redis.from_url(urls["REDIS_URL"]).ping()
        eventually(lambda: is_over(here))
        assert not [pid for pid in below if is_alive(pid)]


def test_a_second_start_finds_what_the_first_left(here: Places) -> None:
    with embedded.servers(here.home) as urls:
        with psycopg.connect(urls["DATABASE_OWNER_URL"]) as owner:
            owner.execute("CREATE TABLE kept AS SELECT 7 AS n")
        redis.from_url(urls["REDIS_URL"]).rpush("queue", "message")
    eventually(lambda: is_over(here))
    with embedded.servers(here.home) as urls:
        with psycopg.connect(urls["DATABASE_OWNER_URL"]) as owner:
            assert owner.execute("SELECT n FROM kept").fetchone() == (7,)
        assert redis.from_url(urls["REDIS_URL"]).lrange("queue", 0, -1) == [b"message"]


def test_kill_9_of_the_keeper_leaves_nobody_and_hinders_nobody(here: Places) -> None:
    with kept(here) as pid:
        below = descendants(pid)
        os.kill(pid, signal.SIGKILL)
        eventually(lambda: not [child for child in below if is_alive(child)])
    # What a crash of the machine leaves: a pid file whose number is somebody else's by now, and sockets.
    (here.database / "postmaster.pid").write_text(f"{os.getpid()}\n{here.database}\n")
    for name in (".s.PGSQL.5432", "valkey.sock"):
        (here.sockets / name).touch()
    (here.sockets / ".s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n")
    with embedded.servers(here.home) as urls, psycopg.connect(urls["DATABASE_URL"]) as app:
        assert app.execute("SELECT 1").fetchone() == (1,)


def test_orphaned_servers_are_ended_before_the_next_start(here: Places) -> None:
    """Where the kernel does not end children with their parent, a killed keeper leaves its servers running."""
    with kept(here) as pid:
        os.kill(pid, signal.SIGSTOP)  # as good as gone, while its servers run on
        for server, pid_file in (
            (postgres, here.database / "postmaster.pid"),
            (broker, here.broker / "valkey.pid"),
        ):
            orphan = first_number(pid_file)
            assert is_alive(orphan)
            server.prepare(here)  # what the next keeper does first
            assert not is_alive(orphan)


def test_kill_9_in_the_middle_of_writing_loses_nothing_acknowledged(here: Places) -> None:
    with kept(here) as pid:
        note = keeper.notice(here).read()
        assert note is not None
        with started("-c", WRITES, home=here.home, OWNER=note["urls"]["DATABASE_OWNER_URL"]) as writer:
            assert writer.stdout is not None
            acknowledged = [writer.stdout.readline() for _ in range(COUNT)]
            server = int((here.database / "postmaster.pid").read_text().split()[0])
            for process in (server, *descendants(server), pid):
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
            acknowledged += [line for line in writer.stdout if line.strip().isdigit()]
    with embedded.servers(here.home) as urls, psycopg.connect(urls["DATABASE_OWNER_URL"]) as owner:
        found = {n for (n,) in owner.execute("SELECT n FROM written")}
    assert len(acknowledged) >= COUNT
    assert {int(line) for line in acknowledged} <= found


def test_a_server_that_falls_comes_back(here: Places) -> None:
    with kept(here) as pid:
        note = keeper.notice(here).read()
        assert note is not None
        client = redis.from_url(note["urls"]["REDIS_URL"])
        before = client.info("server")["process_id"]
        os.kill(before, signal.SIGKILL)

        def is_another() -> bool:
            try:
                return bool(client.info("server")["process_id"] != before)
            except redis.RedisError:
                return False

        eventually(is_another)
        assert is_alive(pid)


def test_a_server_that_is_named_is_not_started(here: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://parley_app@elsewhere/parley")
    with embedded.servers(here.home) as urls:
        assert set(urls) == {"PARLEY_HOME", "REDIS_URL"}
        assert not here.database.exists()


def test_by_hand(here: Places) -> None:
    shown = [
        finished("-m", "embedded", verb, home=here.home) for verb in ("start", "env", "stop", "status", "env")
    ]
    assert [each.returncode for each in shown] == [0, 0, 0, 0, 1], shown
    assert "export DATABASE_URL=" in shown[1].stdout
    assert "not running" in shown[3].stdout
    assert "python -m embedded start" in shown[4].stderr


def test_data_of_another_version_are_refused_with_a_way_out(here: Places) -> None:
    with embedded.servers(here.home):
        pass
    eventually(lambda: is_over(here))
    (here.database / "PG_VERSION").write_text("17\n")
    tried = finished("-m", "embedded", "start", home=here.home)
    assert tried.returncode == 1
    assert "was made by PostgreSQL 17" in tried.stderr
    assert "Traceback" not in tried.stderr


def test_a_long_path_is_no_hindrance(here: Places) -> None:
    deep = here.home.joinpath(*["a-directory-with-a-rather-long-name"] * 5)
    with embedded.servers(deep) as urls, psycopg.connect(urls["DATABASE_URL"]) as app:
        assert app.execute("SELECT 1").fetchone() == (1,)
