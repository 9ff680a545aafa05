"""What is answered where no view could: words that help, a page or a problem document, and the right status."""

import pytest
from django.db import connection
from django.test import Client

pytestmark = pytest.mark.django_db(transaction=True)

PROBLEM = "application/problem+json"


def patient(client: Client) -> Client:
    """Errors of the server come back as answers."""
    client.raise_request_exception = False
    return client


def test_an_address_nobody_made_is_a_problem_for_programs_and_a_page_for_people(api, signed_in):
    told = api("cmd_desk").get("/api/v1/nothing/")
    assert (told.status_code, told["Content-Type"]) == (404, PROBLEM)
    assert "/api/v1/docs/" in told.json()["detail"]
    page = signed_in("cmd_desk").get("/nothing/")
    assert page.status_code == 404
    assert page["Content-Type"].startswith("text/html")


def test_the_entrance_of_the_api_lists_its_resources_to_whoever_has_signed_in(api, client: Client):
    listed = api("leadership_reader").get("/api/v1/").json()
    assert len(listed) > 40
    assert listed["mission-papers"].endswith("/api/v1/mission-papers/")
    assert client.get("/api/v1/").status_code == 401


def test_while_the_database_is_away_everybody_is_told_to_come_again(
    api, signed_in, monkeypatch: pytest.MonkeyPatch, tmp_path
):
    person, program = patient(signed_in("cmd_desk")), patient(api("cmd_desk"))
    connection.close()
    with monkeypatch.context() as gone:
        gone.setitem(connection.settings_dict, "HOST", str(tmp_path))  # nobody listens there
        page, told = person.get("/"), program.get("/api/v1/activities/")
    assert page.status_code == told.status_code == 503
    assert page["Retry-After"] == told["Retry-After"] == "30"
    assert "not available" in page.content.decode()
    assert told["Content-Type"] == PROBLEM
    assert "database" in told.json()["detail"]
    assert person.get("/").status_code == program.get("/api/v1/activities/").status_code == 200


def test_a_form_that_is_too_large_is_told_so(signed_in, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    page = signed_in("attache").post(
        "/papers/new/", {"host_context": "x" * 2000}, "application/x-www-form-urlencoded"
    )
    assert page.status_code == 413
    assert "larger than this address takes" in page.content.decode()


def test_a_token_for_reading_says_why_it_does_not_write(api):
    told = api("cmd_desk", scope="read").post("/api/v1/officers/", {}, content_type="application/json")
    assert told.status_code == 403
    assert "may only read" in told.json()["detail"]


def test_an_unknown_parameter_names_the_known_ones(api):
    for address, known in (("activities", "country"), ("reports/posture", "as_of")):
        told = api("cmd_desk").get(f"/api/v1/{address}/?colour=red")
        assert told.status_code == 400
        assert known in told.json()["errors"][0]["message"]
