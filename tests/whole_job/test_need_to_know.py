"""Two people of different clearance on the same list, count, search, select box, export and report (walls.md 1)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from access.context import request_context
from access.models import Classified
from tests.whole_job.addresses import admin_pages, resources
from tests.whole_job.rest import HOME, agreement_body, done, exercise_body, first, paper_body, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

PAIRS = [("cmd_desk", "cmd_desk_2"), ("mfa_desk", "mfa_desk_2")]
PROTECTED = sorted(n for n, viewset in resources().items() if viewset.columns and hasattr(viewset, "subject"))
WORD = "Kəhrəba"  # in the title of every secret record and of no other
SECRET = {"classification": "limited_official_use", "caveats": ["negotiations"]}


@dataclass(frozen=True)
class Secret:
    """A record that the second of each pair may not know of."""

    resource: str
    reference: str
    page: str
    admin: str


def _paper(api: Callable[..., Client]) -> dict[str, Any]:
    """Drafted and submitted, so that there is a case."""
    attache = api("attache")
    strategy = first(attache, "strategic-documents", "kind=strategy&state=effective")["reference"]
    aim = {**paper_body()["objectives"][0], "strategic_objective": f"{strategy}/S1"}
    body = paper_body(
        title=f"{WORD} paper", level="limited_official_use", caveats=["negotiations"], objectives=[aim]
    )
    drafted = send(attache, "post", "mission-papers/", body)
    paper = done(drafted, 201)
    return done(send(attache, "post", f"mission-papers/{paper['reference']}/submit/", None, drafted["ETag"]))


@pytest.fixture
def secrets(api: Callable[..., Client]) -> list[Secret]:
    """An agreement, an activity, an exercise, a paper and its case, marked above what the second ones hold."""
    clerk = api("cmd_desk")
    title = f"{WORD} memorandum"
    body = agreement_body(title=title, title_en=title, parties=["TR"], **SECRET)
    agreement = done(send(clerk, "post", "agreements/", body), 201)["reference"]
    shield = exercise_body(agreement, title=f"{WORD} shield", country="TR", **SECRET)
    exercise = done(send(clerk, "post", "exercises/", shield), 201)["reference"]
    paper = _paper(api)
    return [
        Secret("agreements", agreement, f"/agreements/{agreement}/", "/admin/agreements/agreement/"),
        Secret("exercises", exercise, "", "/admin/activities/exercise/"),
        Secret("activities", exercise, "", "/admin/activities/activity/"),
        Secret(
            "mission-papers",
            paper["reference"],
            f"/papers/{paper['reference']}/",
            "/admin/missions/missionpaper/",
        ),
        Secret("cases", paper["case"], f"/cases/{paper['case']}/", "/admin/approvals/case/"),
    ]


def _rows(client: Client, resource: str, query: str = "") -> list[str]:
    """First column of every row of a list, all pages of it."""
    found: list[str] = []
    path = f"{HOME}{resource}/?page_size=500&{query}"
    name = resources()[resource].columns[0].name
    while path:
        page = done(client.get(path))
        found += [row[name] for row in page["results"]]
        path = page["next"]
    return found


@pytest.mark.parametrize(("upper", "lower"), PAIRS)
def test_lists_searches_and_details_over_rest_differ(
    api: Callable[..., Client], secrets: list[Secret], upper: str, lower: str
) -> None:
    sees, sees_less = api(upper), api(lower)
    for secret in secrets:
        assert secret.reference in _rows(sees, secret.resource), secret
        assert secret.reference not in _rows(sees_less, secret.resource), secret
        assert sees.get(f"{HOME}{secret.resource}/{secret.reference}/").status_code == 200
        assert sees_less.get(f"{HOME}{secret.resource}/{secret.reference}/").status_code == 404
        if resources()[secret.resource].searchable:
            for words in (WORD, "kehreba", secret.reference):
                assert (
                    secret.reference in _rows(sees, secret.resource, f"search={words}")
                    or words == secret.reference
                )
                assert _rows(sees_less, secret.resource, f"search={words}") == []
        else:
            assert secret.resource == "cases"


@pytest.mark.parametrize(("upper", "lower"), PAIRS)
@pytest.mark.usefixtures("secrets")
def test_nobody_sees_a_row_that_a_higher_clearance_does_not(
    api: Callable[..., Client], upper: str, lower: str
) -> None:
    for resource in PROTECTED:
        if resource == "reminders":
            continue  # each reads an inbox of his own
        assert set(_rows(api(lower), resource)) <= set(_rows(api(upper), resource)), resource
        assert _rows(api("sysadmin"), resource) == [], resource


@pytest.mark.parametrize(("upper", "lower"), PAIRS)
def test_lists_counts_and_searches_of_data_entry_differ(
    signed_in: Callable[..., Client], secrets: list[Secret], upper: str, lower: str
) -> None:
    sees, sees_less = signed_in(upper), signed_in(lower)
    for page in {s.admin for s in secrets} & set(admin_pages()):
        full, part = (client.get(page).context["cl"] for client in (sees, sees_less))
        assert full.result_count > part.result_count, page
        assert WORD not in sees_less.get(page).content.decode()
        assert all(s.reference not in sees_less.get(page).content.decode() for s in secrets)
        found, missed = (client.get(page, {"q": WORD}).context["cl"] for client in (sees, sees_less))
        assert missed.result_count == 0 or not admin_pages()[page].search_fields
        assert found.result_count > 0, page


def test_no_list_of_data_entry_shows_a_protected_row_to_the_administrator(
    signed_in: Callable[..., Client],
) -> None:
    client, counts = signed_in("sysadmin"), {}
    for page, admin in admin_pages().items():
        if issubclass(admin.model, Classified):
            shown = client.get(page)
            counts[page] = shown.context["cl"].result_count if shown.status_code == 200 else 0
    assert counts
    assert set(counts.values()) == {0}


def _chosen(client: Client, admin: Any, field: str, term: str = "") -> dict[str, str]:
    options = admin.model._meta
    asked = {
        "app_label": options.app_label,
        "model_name": options.model_name,
        "field_name": field,
        "term": term,
    }
    answer = client.get("/admin/autocomplete/", asked)
    return {r["id"]: r["text"] for r in answer.json()["results"]} if answer.status_code == 200 else {}


@pytest.mark.parametrize(("upper", "lower"), PAIRS)
def test_select_boxes_offer_what_one_may_see(
    signed_in: Callable[..., Client], secrets: list[Secret], upper: str, lower: str
) -> None:
    sees, sees_less = signed_in(upper), signed_in(lower)
    differing = set()
    for page, admin in admin_pages().items():
        for field in admin.autocomplete_fields:
            full, part = _chosen(sees, admin, field, WORD), _chosen(sees_less, admin, field, WORD)
            target = admin.model._meta.get_field(field).related_model
            if issubclass(target, Classified):
                assert part == {}, (page, field)
                differing |= {target.__name__} if full else set()
    assert "Agreement" in differing


@pytest.mark.parametrize(("upper", "lower"), PAIRS)
def test_reports_and_their_exports_differ(
    api: Callable[..., Client],
    signed_in: Callable[..., Client],
    secrets: list[Secret],
    upper: str,
    lower: str,
) -> None:
    agreement = secrets[0].reference
    address = f"{HOME}reports/treaty-deadlines/"
    for form in ("json", "csv"):
        assert agreement in api(upper).get(f"{address}?format={form}").content.decode(), form
        assert agreement not in api(lower).get(f"{address}?format={form}").content.decode(), form
    assert len(_sheet(api(upper).get(f"{address}?format=xlsx"))) > len(
        _sheet(api(lower).get(f"{address}?format=xlsx"))
    )
    assert WORD in signed_in(upper).get("/reports/treaty-deadlines/").content.decode()
    assert WORD not in signed_in(lower).get("/reports/treaty-deadlines/").content.decode()
    case = secrets[-1].reference
    health = f"{HOME}reports/coordination-health/"
    assert case not in api(lower).get(health).content.decode()


def _sheet(answer: HttpResponse) -> list[Any]:
    from io import BytesIO

    from openpyxl import load_workbook

    return [
        row for sheet in load_workbook(BytesIO(answer.content)) for row in sheet.iter_rows(values_only=True)
    ]


def test_the_search_page_and_the_desk_differ(signed_in: Callable[..., Client], secrets: list[Secret]) -> None:
    for upper, lower in PAIRS:
        assert secrets[0].reference in signed_in(upper).get("/search/", {"q": WORD}).content.decode()
        assert "Nothing found" in signed_in(lower).get("/search/", {"q": WORD}).content.decode()


def _bare(answer: HttpResponse, *names: str) -> tuple[int, str, dict[str, str]]:
    """An answer without what differs between any two requests: the reference asked for and form tokens."""
    body = re.sub(r'(csrfmiddlewaretoken" value=")[^"]+', r"\1", answer.content.decode())
    headers = {k: v for k, v in answer.headers.items() if k not in {"X-Request-ID", "Date"}}
    for name in names:
        body = body.replace(name, "REFERENCE")
        headers = {k: v.replace(name, "REFERENCE") for k, v in headers.items()}
    return answer.status_code, body, headers


def test_hidden_and_absent_are_the_same_to_the_byte_over_rest(
    api: Callable[..., Client], secrets: list[Secret]
) -> None:
    client = api("cmd_desk_2")
    for secret in secrets:
        absent = secret.reference[:-5] + "AAAAA"
        verbs = [
            e.url_path
            for e in resources()[secret.resource].get_extra_actions()
            if e.detail and "post" in e.mapping
        ]
        asked = [
            ("get", ""),
            ("patch", ""),
            ("get", "?colour=red"),
            *(("post", f"{verb}/") for verb in verbs),
        ]
        for method, rest in asked:
            path = f"{secret.resource}/{{}}/{rest}"
            hidden, none = (
                send(client, method, path.format(r), {}, '"v1"') for r in (secret.reference, absent)
            )
            assert _bare(hidden, secret.reference) == _bare(none, absent), path
        assert client.get(f"{HOME}{secret.resource}/{secret.reference}/").status_code == 404


def test_hidden_and_absent_are_the_same_to_the_byte_on_pages(
    signed_in: Callable[..., Client], secrets: list[Secret]
) -> None:
    client = signed_in("mfa_desk_2")
    for secret in secrets:
        absent = secret.reference[:-5] + "AAAAA"
        paths = [secret.page] if secret.page else []
        if secret.admin in admin_pages():
            paths += [f"{secret.admin}{secret.reference}/{part}/" for part in ("change", "history")]
        for path in paths:
            hidden, none = client.get(path), client.get(path.replace(secret.reference, absent))
            assert _bare(hidden, secret.reference) == _bare(none, absent), path
            assert hidden.status_code == 404, path


def test_who_asks_for_a_hidden_parent_learns_no_more_than_for_an_absent_one(
    api: Callable[..., Client], secrets: list[Secret]
) -> None:
    client, hidden = api("cmd_desk_2"), secrets[0].reference
    absent = hidden[:-5] + "AAAAA"
    answers = [
        send(client, "post", "agreements/", agreement_body(parent=reference, kind="annual_plan"))
        for reference in (hidden, absent)
    ]
    assert _bare(answers[0], hidden) == _bare(answers[1], absent)
    assert answers[0].status_code == 400
    by_filter = [client.get(f"{HOME}activities/?agreement={reference}") for reference in (hidden, absent)]
    assert _bare(by_filter[0], hidden) == _bare(by_filter[1], absent)


@pytest.mark.usefixtures("secrets")
def test_a_context_without_a_subject_sees_no_protected_row() -> None:
    models = [m for m in apps.get_models() if issubclass(m, Classified)]
    with request_context(), connection.cursor() as cursor:
        for model in models:
            assert not model.in_context.exists()
            assert not model._base_manager.exists()
            assert not model.objects.unrestricted(reason="nobody asks").exists()
            cursor.execute(f'SELECT count(*) FROM "{model._meta.db_table}"')
            assert cursor.fetchone() == (0,), model
    assert len(models) > 10
