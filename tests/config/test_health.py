"""Live and ready: what a probe hears while the database is there, gone and back."""

import pytest
from django.db import close_old_connections, connection
from django.test import Client

from tests import ground

pytestmark = pytest.mark.django_db(transaction=True)


def asked(client: Client) -> list[int]:
    """Live, then ready."""
    return [client.get(f"/health/{name}").status_code for name in ("live", "ready")]


def test_a_database_that_refuses_connections_is_503_and_the_process_still_lives(
    signed_in, monkeypatch: pytest.MonkeyPatch, tmp_path
):
    with_a_session = signed_in("cmd_desk")
    assert asked(with_a_session) == [200, 200]
    connection.close()
    with monkeypatch.context() as gone:
        gone.setitem(connection.settings_dict, "HOST", str(tmp_path))  # nobody listens there
        assert asked(Client()) == asked(with_a_session) == [200, 503]
        assert Client().get("/health/ready").json() == {"status": "unready"}
    assert asked(with_a_session) == [200, 200]


def test_a_connection_the_server_ended_is_replaced_before_anybody_notices(signed_in):
    client = signed_in("cmd_desk")
    assert client.get("/api/v1/activities/").status_code == 200
    close_old_connections()  # what Django does between two requests
    ground.end_connections_to(connection.settings_dict["NAME"])
    assert client.get("/api/v1/activities/").status_code == 200


def test_probes_only_read():
    assert Client().post("/health/ready").status_code == 405
