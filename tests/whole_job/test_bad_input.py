"""Bad input over REST and on pages answers 4xx with words, never 5xx; resources are walked, so new ones are covered."""

import json
from base64 import b64encode
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any
from urllib.parse import quote, unquote, urlencode

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from reports.registry import catalogue
from tests.documents.tables import brought, some_officers, workbook
from tests.whole_job.addresses import ABSENT, addresses, admin_pages, resources
from tests.whole_job.rest import HOME, WRITER, bodies, done, refused, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

RESOURCES = resources()
LISTS = sorted(name for name, viewset in RESOURCES.items() if viewset.columns)
HUGE = 10**30
REACHING = [
    "0001-01-01",
    "9999-12-31",
    2**31,
]  # a form takes these for days and numbers, so services meet them
ODD_TEXTS = ["a\x00b", "9" * 40, "2026-02-30", "9999-12-31", "0001-01-01", "'%\\", "ə" * 3000]
ODD_VALUES: list[Any] = [*ODD_TEXTS, None, True, -1, HUGE, 1.5, [[None]], {"a": {}}]
BAD_PAGES = [
    "page_size=0",
    "page_size=-1",
    "page_size=501",
    "page_size=x",
    f"page_size={HUGE}",
    "page_size=%C2%B2",
]
BAD_ORDERS = [
    "ordering=colour",
    "ordering=--reference",
    "ordering=label__level",
    "ordering=reference,state",
    "ordering=%00",
]
MADE_UP = ("p=soon", "p=%00", "p=" + "9" * 400, "o=x", f"o={HUGE}", "r=1&p=")
CURSORS = ["x", "%00", "=", *(quote(b64encode(unquote(text).encode())) for text in MADE_UP)]


@pytest.fixture
def clerk(api: Callable[..., Client]) -> Client:
    """The clerk; an error of the server comes back as a 500 to be counted."""
    return _patient(api("cmd_desk"))


def _patient(client: Client) -> Client:
    client.raise_request_exception = False
    return client


def _failures(answers: Iterator[tuple[str, Any]]) -> list[str]:
    """What answered 5xx, or refused without a problem document."""
    found = []
    for asked, answer in answers:
        shown = asked if len(asked) < 200 else f"{asked[:200]}…"
        if answer.status_code >= 500:
            found.append(f"{answer.status_code} {shown}")
        elif answer.status_code >= 400 and answer["Content-Type"] != "application/problem+json":
            found.append(f"no problem document: {shown}")
    return found


def _verbs(name: str) -> list[str]:
    """Paths of the POST verbs of a record."""
    return [
        extra.url_path
        for extra in RESOURCES[name].get_extra_actions()
        if extra.detail
        and "post" in extra.mapping
        and "(?P" not in extra.url_path  # a part is asked by its own test
    ]


def _writes(name: str, reference: str) -> list[tuple[str, str]]:
    """Every write of a resource as (method, path)."""
    viewset = RESOURCES[name]
    found = [("post", f"{name}/")] if hasattr(viewset, "perform_create") or hasattr(viewset, "create") else []
    found += [("patch", f"{name}/{reference}/")] if hasattr(viewset, "partial_update") else []
    return found + [("post", f"{name}/{reference}/{verb}/") for verb in _verbs(name)]


WRITTEN = sorted(name for name in LISTS if _writes(name, "x"))


def _record(api: Callable[..., Client], name: str) -> tuple[str, str]:
    """Reference and ETag of a record to write to; entered now where the demo has none."""
    person = WRITER.get(name, "cmd_desk")
    client = api(person)
    rows = done(client.get(f"{HOME}{name}/"))["results"]
    key = RESOURCES[name].columns[0].name
    if rows:
        reference = rows[0][key]
    elif name == "imports":  # brought in as a file
        reference = brought(workbook(some_officers(1)), checked=False).reference
    else:
        reference = done(send(client, "post", f"{name}/", bodies(api)[name]), 201)[key]
    return reference, client.get(f"{HOME}{name}/{reference}/")["ETag"]


@pytest.mark.parametrize("name", sorted(RESOURCES))
def test_an_unknown_parameter_is_told(clerk: Client, name: str) -> None:
    problem = refused(clerk.get(f"{HOME}{name}/?colour=red"), 400)
    assert problem["errors"][0]["field"] == "colour"
    assert refused(clerk.get(f"{HOME}{name}/?colour=red&page_size=5&label__level=1"), 400)
    if name in LISTS:
        refused(clerk.get(f"{HOME}{name}/{ABSENT}/?colour=red"), 400)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_refuses_impossible_pages_orders_and_cursors(clerk: Client, name: str) -> None:
    for query in BAD_PAGES + BAD_ORDERS:
        refused(clerk.get(f"{HOME}{name}/?{query}"), 400)
    answers = ((c, clerk.get(f"{HOME}{name}/?cursor={c}")) for c in CURSORS)
    assert _failures(answers) == []
    for order in RESOURCES[name].orderings:
        answers = ((c, clerk.get(f"{HOME}{name}/?ordering=-{order}&cursor={c}")) for c in CURSORS)
        assert _failures(answers) == [], order


@pytest.mark.parametrize("name", LISTS)
def test_every_filter_takes_odd_values_without_falling(clerk: Client, name: str) -> None:
    viewset = RESOURCES[name]
    names = [*viewset.filterset_class.base_filters] if viewset.filterset_class else []
    asked = (urlencode({key: text}) for key in [*names, "search"] for text in ODD_TEXTS)
    assert _failures((query, clerk.get(f"{HOME}{name}/?{query}")) for query in asked) == []
    for key in names:
        refused(clerk.get(f"{HOME}{name}/?{key}=a%00b"), 400)


@pytest.mark.parametrize("name", sorted(RESOURCES))
def test_an_impossible_reference_is_as_absent_as_any(clerk: Client, name: str) -> None:
    for odd in (
        "%00",
        "a%00b",
        "9" * 400,
        "..",
        "%2e%2e",
        "%F0%9F%92%A3",
        "-1",
        "null",
        "%25",
        ABSENT.lower(),
    ):
        answer = clerk.get(f"{HOME}{name}/{odd}/")
        assert answer.status_code == 404, (odd, answer.status_code)
    refused(clerk.get(f"{HOME}{name}/{ABSENT}/"), 404)


@pytest.mark.parametrize("name", WRITTEN)
def test_a_body_that_is_no_json_object_or_too_large_is_refused(api: Callable[..., Client], name: str) -> None:
    reference, etag = _record(api, name)
    client = _patient(api(WRITER.get(name, "cmd_desk")))
    large = json.dumps({"reason": "x" * 2_000_000}).encode()
    for method, path in _writes(name, reference):
        if path.endswith(("/acknowledge/", "/submit/", "/redraft/", "/revise/", "/take-effect/")):
            continue  # verbs without a body
        for raw in (
            b"{",
            b"[]",
            b'"text"',
            b"1",
            b"null",
            b"\xff\xfe",
            b'{"a": NaN}',
            b'{"a":' * 2000,
            b"[" * 100_000,
        ):
            refused(send(client, method, path, raw, etag), 400)
        refused(send(client, method, path, large, etag), 400, 413)


@pytest.mark.parametrize("name", WRITTEN)
def test_a_write_to_a_record_names_the_version_it_read(api: Callable[..., Client], name: str) -> None:
    reference, _etag = _record(api, name)
    client = _patient(api(WRITER.get(name, "cmd_desk")))
    schema = RESOURCES[name]
    if hasattr(schema, "partial_update"):
        refused(send(client, "patch", f"{name}/{reference}/", {}), 428)
        for stale in ('"v99999"', '"x"', "*", 'W/"v99999"', "v1", '"v-1"', f'"v{HUGE}"'):
            refused(send(client, "patch", f"{name}/{reference}/", {}, stale), 412)
        refused(send(client, "patch", f"{name}/{ABSENT}/", {}, '"v1"'), 404)
    for verb in _verbs(name):
        answer = send(client, "post", f"{name}/{reference}/{verb}/", {}, '"v99999"')
        refused(answer) if answer.status_code >= 400 else done(answer)
        refused(send(client, "post", f"{name}/{ABSENT}/{verb}/", {}, '"v1"'), 404)


def _leaves(body: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a body."""
    inner = body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else ()
    for key, value in inner:
        yield (*way, key)
        yield from _leaves(value, (*way, key))


def _with(body: Any, way: tuple[Any, ...], value: Any) -> Any:
    copy = json.loads(json.dumps(body))
    at = copy
    for key in way[:-1]:
        at = at[key]
    at[way[-1]] = value
    return copy


def _tried(client: Client, method: str, path: str, body: Any, etag: str | None = None) -> HttpResponse:
    """What would come back; nothing of it stays for the next try."""
    with transaction.atomic():
        answer = send(client, method, path, body, etag)
        transaction.set_rollback(True)
    return answer


CREATED = sorted(name for name in WRITTEN if hasattr(RESOURCES[name], "perform_create"))


@pytest.mark.parametrize("name", CREATED)
def test_odd_values_in_an_otherwise_good_body_never_fell_the_server(
    api: Callable[..., Client], name: str
) -> None:
    body = bodies(api)[name]
    client = _patient(api(WRITER.get(name, "cmd_desk")))
    done(_tried(client, "post", f"{name}/", body), 201)
    answers = (
        (f"{way} = {value!r}", _tried(client, "post", f"{name}/", _with(body, way, value)))
        for way in _leaves(body)
        for value in ODD_VALUES
    )
    assert _failures(answers) == []
    for unknown in ("reference", "state", "version", "label_id", "last_receipt_day"):
        problem = refused(send(client, "post", f"{name}/", {**body, unknown: "x"}), 400)
        assert problem["errors"][0]["field"] == unknown


@pytest.mark.parametrize("name", WRITTEN)
def test_odd_values_for_every_field_of_every_verb_never_fell_the_server(
    api: Callable[..., Client], name: str
) -> None:
    reference, etag = _record(api, name)
    client = _patient(api(WRITER.get(name, "cmd_desk")))
    fields = _fields_of_writes()
    answers = (
        (f"{path} = {value!r}", _tried(client, method, path, dict.fromkeys(names, value), etag))
        for method, path in _writes(name, reference)
        for known in (fields.get((method, path.replace(str(reference), "{reference}")), []),)
        for names, values in [
            (known, ODD_VALUES),
            *(([field], REACHING) for field in known if method == "patch"),
        ]
        for value in values
    )
    assert _failures(answers) == []


@cache
def _fields_of_writes() -> dict[tuple[str, str], list[str]]:
    """By method and path, every name that a write takes, as the OpenAPI document says."""
    document = SchemaGenerator().get_schema(request=None, public=True)
    shapes = document["components"]["schemas"]
    found = {}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            content = (
                operation.get("requestBody", {}).get("content", {}) if isinstance(operation, dict) else {}
            )
            for medium in content.values():
                shape = medium["schema"].get("$ref", "").rpartition("/")[2]
                found[method, path.removeprefix(HOME)] = [*shapes.get(shape, {}).get("properties", {})]
    return found


def test_overlapping_incumbency_and_reversed_dates_are_told(api: Callable[..., Client]) -> None:
    clerk = api("cmd_desk")
    body = bodies(api)["postings"]
    refused(send(clerk, "post", "postings/", {**body, "planned_to": body["planned_from"]}), 400)
    done(send(clerk, "post", "postings/", body), 201)
    problem = refused(send(clerk, "post", "postings/", body), 409)
    assert problem["type"] == "urn:parley:problem:officer_already_posted"


@pytest.mark.parametrize(
    "query", ["as_of=9999-12-31", "as_of=%00", "as_of=2026-13-01", "format=%00", "format=exe", "colour=1"]
)
def test_reports_refuse_impossible_parameters(clerk: Client, query: str) -> None:
    for report in done(clerk.get(f"{HOME}reports/")):
        refused(clerk.get(f"{HOME}reports/{report['report']}/?{query}"), 400)


QUERIES = [
    "q=%00", "page=x", f"p={HUGE}", "p=-1", "o=x", f"o={HUGE}", "e=1", "as_of=%00", "state=%00", "state=x",
    "label__level=1", "colour=red", "cursor=%00", "_popup=%00", "_to_field=id",
]  # fmt: skip


def test_pages_take_odd_parameters_without_falling(signed_in: Callable[..., Client]) -> None:
    client = _patient(signed_in("cmd_desk"))
    pages = [
        a.path for a in addresses() if a.is_plain and not a.path.startswith(("/admin/", "/account/", "/api/"))
    ]
    asked = [f"{page}?{query}" for page in pages for query in QUERIES]
    asked += [
        f"/reports/{slug}/?{query}"
        for slug in catalogue()
        for query in ("as_of=%00", "colour=red", "format=x")
    ]
    assert [path for path in asked if client.get(path).status_code >= 500] == []


@pytest.mark.parametrize("list_of", sorted(admin_pages()))
def test_data_entry_takes_odd_parameters_without_falling(
    signed_in: Callable[..., Client], list_of: str
) -> None:
    client = _patient(signed_in("cmd_desk"))
    places = [
        f"{list_of}{pk}/change/" for pk in ("0", str(HUGE), "-1", "x", "%00", "_00", "1.5", ABSENT, "9" * 400)
    ]
    places += [f"{list_of}?{query}" for query in QUERIES]
    places += [
        f"{list_of}add/?{query}"
        for query in ("_popup=1", "post=%00", "officer=x", f"country={HUGE}", "parent=99999999999999999999")
    ]
    assert [path for path in places if client.get(path).status_code >= 500] == []


@pytest.mark.parametrize("list_of", sorted(admin_pages()))
def test_forms_of_data_entry_take_odd_values_without_falling(
    signed_in: Callable[..., Client], list_of: str
) -> None:
    person = "mod_personnel" if "particulars" in list_of else "cmd_desk"
    client = _patient(signed_in(person))
    form = client.get(f"{list_of}add/")
    if form.status_code != 200:
        assert form.status_code in {403, 302}
        return
    shown = form.context["adminform"].form.fields
    inlines = {
        f"{f.formset.prefix}-{key}": value
        for f in form.context["inline_admin_formsets"]
        for key, value in (("TOTAL_FORMS", "0"), ("INITIAL_FORMS", "0"))
    }
    for text in (*ODD_TEXTS, str(HUGE)):
        assert client.post(f"{list_of}add/", {**dict.fromkeys(shown, text), **inlines}).status_code < 500, (
            text
        )
    for count in ("x", "\x00", str(HUGE), "-1"):
        assert client.post(f"{list_of}add/", {**dict.fromkeys(inlines, count)}).status_code < 500, count
