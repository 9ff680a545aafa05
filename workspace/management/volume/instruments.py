"""Agreements with parties, clauses and computed days: one for every fifty activities."""

import datetime as dt

from django.conf import settings

from agreements.engine import DeadlineKind
from agreements.models import Agreement, AgreementDeadline, Clause, Party
from agreements.terms import Length, NoticeBasis, RenewalMode, TermClause, position
from directory.models import Country
from directory.selectors.calendar import work_calendar
from workspace.management.volume.ground import Ground, pick

PER_ACTIVITIES = 50
OURS = "a.reference = pg_temp.volume_reference('AGR', g.n)"


def count(ground: Ground) -> int:
    """How many; at least one for every label, so that each activity finds one it may stand on."""
    return max(ground.activities // PER_ACTIVITIES, 200)


def fill(ground: Ground, labels: list[int], on: dt.date) -> None:
    """In force for one to twenty years, renewed every one to five; a tenth is only signed."""
    home = Country.objects.get(iso2=settings.HOME_COUNTRY).pk
    others = ground.array(f"SELECT id FROM directory_country WHERE id <> {home} ORDER BY id")  # nosec B608
    signed = f"(date '{on}' - 565 - pg_temp.volume_pick(g.n, 1, 6900)::int)"
    bound = "g.n % 10 > 0"
    for rows in ground.batches("agreements", count(ground)):
        ground.insert(
            Agreement,
            {
                "reference": "pg_temp.volume_reference('AGR', g.n)",
                "title": "'Sintetik saziş № ' || g.n || ': hərbi əməkdaşlıq'",
                "title_en": "'Synthetic agreement no. ' || g.n || ' on military cooperation'",
                "kind": "(ARRAY['mou','intergovernmental_agreement','technical_arrangement','gsomia'])[1 + g.n % 4]",
                "level": "'interagency'",
                "binding": "g.n % 3 > 0",
                "label_id": f"(ARRAY{labels}::int[])[1 + (g.n % {len(labels)})]",
                "state": f"CASE WHEN {bound} THEN 'in_force' ELSE 'signed' END",
                "state_on": f"CASE WHEN {bound} THEN {signed} + 200 ELSE {signed} END",
                "signed_on": signed,
                "eif_on": f"CASE WHEN {bound} THEN {signed} + 200 END",
                "registered_on": f"CASE WHEN {bound} AND g.n % 10 > 1 THEN {signed} + 260 END",
            },
            rows,
        )
        _parts(ground, f"{rows} JOIN agreements_agreement a ON {OURS}", home, others)
    _computed(ground, on)
    ground.run(f"CREATE TEMP TABLE volume_agreement AS SELECT g.n, a.id FROM {_numbered(count(ground))}")  # nosec B608
    ground.run("ANALYZE volume_agreement")


def _parts(ground: Ground, found: str, home: int, others: str) -> None:
    """Two parties and the clauses of each agreement."""
    linked = {"agreement_id": "a.id", "label_id": "a.label_id"}
    ground.insert(Party, {**linked, "country_id": str(home), "is_home": "true"}, found)
    ground.insert(Party, {**linked, "country_id": pick(others, 2), "is_home": "false"}, found)
    clause = {
        "eif_rule": "'last_notification_received'",
        "initial_value": "1 + g.n % 5",
        "renewal_mode": "'tacit'",
        "renewal_value": "1 + g.n % 5",
        "notice_value": "1 + g.n % 6",
        "notice_basis": "'before_term_end'",
    }
    ground.insert(Clause, {**linked, **clause}, found)


def _numbered(rows: int) -> str:
    return f"generate_series(1::bigint, {rows}) g(n) JOIN agreements_agreement a ON {OURS}"


def _computed(ground: Ground, on: dt.date) -> None:
    """The days as the services would write them: by agreements.terms, not by a second rule in SQL."""
    calendar = work_calendar()
    rows = ground.rows(
        "SELECT a.id, a.label_id, a.eif_on, c.initial_value, c.notice_value FROM agreements_agreement a "
        "JOIN agreements_clause c ON c.agreement_id = a.id WHERE a.state = 'in_force' AND a.reference LIKE 'AGR-2000-%'"
    )
    table = AgreementDeadline._meta.db_table
    copied = f"COPY {table} (agreement_id, label_id, kind, due_on) FROM STDIN"
    with ground.connection.cursor() as cursor, cursor.copy(copied) as copy:
        for agreement, label, eif_on, years, months in rows:
            clause = TermClause(
                eif_on, Length(years=years), RenewalMode.TACIT, Length(years=years),
                notice_value=months, notice_basis=NoticeBasis.BEFORE_TERM_END,
            )  # fmt: skip
            found = position(clause, on, calendar, margin=settings.NOTICE_DELIVERY_DAYS)
            copy.write_row((agreement, label, DeadlineKind.TERM_END.value, found.term_end))
            copy.write_row((agreement, label, DeadlineKind.LAST_RECEIPT.value, found.last_receipt_day))
            copy.write_row((agreement, label, DeadlineKind.INTERNAL_ACTION.value, found.internal_action_day))
    ground.say(f"computed days: {3 * len(rows):,}")
