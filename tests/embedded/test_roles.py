"""deploy/roles.sql and the embedded cluster make the same roles with the same rights."""

import subprocess
from pathlib import Path

import psycopg

from embedded import cluster, postgres
from embedded.places import Places
from tests.embedded.watching import PROJECT, kept

RIGHTS = """
    SELECT rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls,
           pg_has_role(rolname, 'pg_read_all_data', 'USAGE'), has_database_privilege(rolname, 'parley', 'CONNECT'),
           has_database_privilege(rolname, 'parley', 'CREATE'), has_database_privilege(rolname, 'parley', 'TEMP')
    FROM pg_roles WHERE rolname LIKE 'parley_%' ORDER BY rolname
"""
PASSWORDS = {"owner_password": "o'wner", "app_password": "app", "backup_password": "backup"}


def roles_sql(here: Places, **given: str) -> None:
    """What the ministry's administrator types."""
    settings = [f"--set={name}={value}" for name, value in given.items()]
    script = PROJECT / "deploy" / "roles.sql"
    subprocess.run(
        [cluster.binary("psql"), "-XqU", "postgres", "-h", here.sockets, *settings, "-f", script], check=True
    )


def test_both_ways_lead_to_the_same_rights(here: Places) -> None:
    postgres.prepare(here)
    (here.database / "pg_hba.conf").write_text("local all postgres trust\nlocal all all scram-sha-256\n")
    with kept(here), psycopg.connect(f"postgresql://postgres@/postgres?host={here.sockets}") as root:
        root.autocommit = True
        embedded_rights = root.execute(RIGHTS).fetchall()
        assert len(embedded_rights) == 3
        root.execute("DROP DATABASE parley")
        for role in (cluster.OWNER, cluster.APPLICATION, cluster.BACKUP):
            root.execute(f"DROP ROLE {role}")  # type: ignore[arg-type]
        roles_sql(here, **PASSWORDS)
        roles_sql(here)  # again, and without passwords: nothing changes
        assert root.execute(RIGHTS).fetchall() == embedded_rights
        address = f"host={here.sockets} dbname=parley user=parley_owner"
        with psycopg.connect(address, password=PASSWORDS["owner_password"]) as owner:
            owner.execute("CREATE EXTENSION btree_gist")


def test_the_same_path_may_be_prepared_twice(tmp_path: Path) -> None:
    for _ in range(2):
        postgres.prepare(Places(tmp_path))
    assert (tmp_path / "database" / "PG_VERSION").exists()
