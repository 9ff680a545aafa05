"""What a clock cannot hold: how the database answers when there is much in it, asked as the application role.

Times stand in `make bench`; here stand the plans, on 20,000 activities under sixty labels (walls.md 1).
"""

from collections.abc import Callable, Iterator
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foundation.clock import today
from missions.models import PaperComment
from missions.selectors.mentions import remarks
from tests import ground
from tests.cast import acting
from tests.missions.rich import remarked
from tests.missions.scene import drafted

MANY = 20_000
ACTIVITIES = "/api/v1/activities/"
LARGE = (
    "activities_activity", "activities_activitystep", "agreements_agreement", "attaches_officer",
    "attaches_posting", "audit_event", "audit_change", "reminders_reminder", "missions_papercomment",
)  # fmt: skip
READ_WHOLE = "SELECT relname, seq_scan FROM pg_stat_xact_user_tables WHERE relname = ANY (%s)"


def _fill() -> None:
    call_command("make_volume", activities=MANY, stdout=StringIO())


@pytest.fixture(scope="module", autouse=True)
def volume(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """A database of this module's own; the owner's parts of it stay as they are, tests are rolled back."""
    with django_db_blocker.unblock(), ground.aside("volume", _fill) as used, used():  # type: ignore[attr-defined]
        yield


def _plans(client: Client, address: str, *settings: str) -> list[str]:
    """The plan of every question a request asks about activities."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    questions = [q["sql"] for q in asked if 'FROM "activities_activity"' in q["sql"]]
    assert questions
    with acting("cmd_desk"), connection.cursor() as cursor:
        for setting in settings:
            cursor.execute(f"SET LOCAL {setting}")
        found = []
        for question in questions:
            cursor.execute(f"EXPLAIN {question}")
            found.append("\n".join(row[0] for row in cursor.fetchall()))
    return found


def _whole_reads(ask: Callable[[], object]) -> dict[str, int]:
    """Which of the large tables are read from end to end meanwhile, in functions and triggers too."""

    def counted() -> dict[str, int]:
        with connection.cursor() as cursor:
            cursor.execute(READ_WHOLE, [list(LARGE)])
            return dict(cursor.fetchall())

    before = counted()
    ask()
    return {
        table: count - before.get(table, 0)
        for table, count in counted().items()
        if count > before.get(table, 0)
    }


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("", "Index Scan Backward using activities_activity_pkey on activities_activity"),
        ("?country=TR&state=planned", "Index Scan on activity_by_country"),
    ],
)  # fmt: skip
def test_a_list_is_read_along_its_index(api: Callable[..., Client], query: str, index: str):
    for plan in _plans(api("cmd_desk"), ACTIVITIES + query):
        assert index in plan, plan


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?country=TR&state=planned",
        "?kind=ship_visit",
        "?search=seminar",
        "?year=2024",
        "?level=bilateral",
    ],
)
def test_no_index_on_labels_is_combined_with_another(api: Callable[..., Client], query: str):
    for plan in _plans(api("cmd_desk"), ACTIVITIES + query):
        assert "BitmapAnd" not in plan, plan
        assert "label" not in "".join(line for line in plan.splitlines() if "Index Cond" in line), plan


@pytest.mark.parametrize(
    "address",
    [
        ACTIVITIES,
        f"{ACTIVITIES}?country=TR&state=planned",
        f"{ACTIVITIES}figures/?year={today().year}",
        f"{ACTIVITIES}?search=birge+123",
    ],
)
def test_no_list_reads_a_large_table_whole(api: Callable[..., Client], address: str):
    client = api("cmd_desk")
    assert _whole_reads(lambda: client.get(address)) == {}


def test_no_search_reads_its_table_whole(db: None):
    def search() -> None:
        with acting("cmd_desk"), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM search_activities_activity('birge 123')")
            assert cursor.fetchone()[0] > 0

    assert _whole_reads(search) == {}


def test_no_search_for_a_remark_reads_all_remarks(db: None):
    found = remarked(drafted(), "cmd_desk", text="Snowploughs are scarce.")
    with acting("cmd_desk") as by:
        fields = {
            f.attname: getattr(found, f.attname) for f in found._meta.concrete_fields if not f.primary_key
        }
        more = [
            {**fields, "key": uuid4(), "text": f"Roads and bridges, {number}. " * 50}
            for number in range(3_000)
        ]
        PaperComment.objects.bulk_create([PaperComment(**row) for row in more])

        def search() -> None:
            assert [row.pk for row in remarks("snowploughs", to=by)] == [found.pk]

        assert _whole_reads(search) == {}


def test_no_record_and_no_entry_reads_a_large_table_whole(api: Callable[..., Client]):
    client = api("cmd_desk")
    first = client.get(ACTIVITIES).json()["results"][0]["reference"]
    assert _whole_reads(lambda: client.get(f"{ACTIVITIES}{first}/")) == {}
    entry = {
        "title": "Ship visit", "kind": "ship_visit", "country": "TR",
        "starts_on": f"{today().year + 1}-03-01", "ends_on": f"{today().year + 1}-03-04",
    }  # fmt: skip

    def enter() -> None:
        assert client.post(ACTIVITIES, entry, content_type="application/json").status_code == 201

    assert _whole_reads(enter) == {}
