"""What the attaché advised the head of mission stands in the log, with what became of it (domain.md A1.3)."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from access.services.labels import intern
from directory.models import DiplomaticMission, HeadOfMissionTenure
from documents.selectors.files import files_about
from foundation.clock import now, today
from foundation.errors import NotPermitted
from foundation.writes import insert
from missions.models import AdviceEntry
from missions.services import advice as services
from missions.services.of_posts import TooFarAway
from missions.services.versions import NotOnTheList
from tests.attaches.scenes import a_post, a_posting
from tests.cast import acting
from tests.documents import files
from tests.missions.scene import days, drafted

pytestmark = pytest.mark.django_db
TOLD = {"way": "orally", "subject": "Joint exercise", "advice": "Ask for observers first."}


def a_head(code: str = "emb-tr", *, first: int = -300, end: int | None = None, kind: str = "ambassador"):
    """Whoever heads the mission in these days, alone."""
    mission = DiplomaticMission.objects.get(code=code)
    HeadOfMissionTenure.objects.filter(mission=mission).delete()
    period = DateRange(days(first), None if end is None else days(end))
    return HeadOfMissionTenure.objects.create(
        mission=mission, public_name="H.E. Specimen", kind=kind, period=period
    )


@pytest.fixture
def posting():
    a_head()
    return a_posting("in_post")


def given(posting, name: str = "drafter", *, ago: int = 0, caveats=(), **told) -> AdviceEntry:
    with acting(name) as by:
        return services.record(
            by=by, at=now(), label=intern("official_use", caveats), posting=posting, given_on=days(-ago), **TOLD | told
        )  # fmt: skip


def answered(entry, name: str = "ambassador", **said) -> AdviceEntry:
    with acting(name) as by:
        facts = {"on": today(), "at": now(), "outcome": "followed", "remark": "A note was sent.", **said}
        return services.answer(entry, by=by, **facts)


def test_who_advised_whom_follows_from_posting_and_day(posting):
    entry = given(posting, ago=3)
    assert entry.mission.code == "emb-tr"
    assert entry.tenure.public_name == "H.E. Specimen"
    assert entry.is_open
    with acting("cmd_desk") as by:
        held = AdviceEntry.objects.visible_to(by).select_related("label").get(pk=entry.pk)
        assert held.label.compartments == ["mission:tr"]


def test_a_charge_is_advised_as_an_ambassador_is(posting):
    a_head(kind="charge", first=-10)
    assert given(posting).tenure.kind == "charge"


def test_advice_is_given_in_office_to_somebody_in_office(posting):
    with pytest.raises(services.AdviceAhead):
        given(posting, ago=-1)
    with pytest.raises(services.NotInFunction):
        given(posting, ago=401)
    with pytest.raises(services.NotInFunction):
        given(a_posting("accredited", first=30))
    a_head(end=-5)
    with pytest.raises(services.NobodyHeads):
        given(posting, ago=5)
    assert given(posting, ago=6).pk
    with pytest.raises(TooFarAway), acting("drafter") as by:
        label = intern("official_use")
        services.record(by=by, at=now(), label=label, posting=posting, given_on=dt.date(9999, 1, 1), **TOLD)


def test_an_office_at_a_mission_writes_in_its_own_log_alone(posting):
    a_head("emb-ge")
    elsewhere = a_posting("in_post", post=a_post(mission="emb-ge"))
    with pytest.raises(NotPermitted):
        given(elsewhere)
    with pytest.raises(NotPermitted):
        given(posting, "ambassador")  # he hears advice
    with pytest.raises(NotPermitted):
        given(posting, "mfa_desk")
    assert given(elsewhere, "cmd_desk").mission.code == "emb-ge"
    entry = given(posting, "cmd_desk")
    with pytest.raises(services.MissionStays), acting("cmd_desk") as desk:
        services.amend(entry, by=desk, at=now(), posting=elsewhere)


def test_what_is_open_is_put_right_and_what_was_answered_stays(posting):
    entry = given(posting, ago=3)
    with acting("drafter") as attache:
        changed = services.amend(entry, by=attache, at=now(), subject="Joint exercise in spring")
        assert (changed.subject, changed.version) == ("Joint exercise in spring", 2)
        with pytest.raises(services.NotInFunction):
            services.amend(changed, by=attache, at=now(), given_on=days(-500))
    with pytest.raises(services.AnswerDayWrong):
        answered(entry, on=days(-4))
    with pytest.raises(services.AnswerDayWrong):
        answered(entry, on=days(1))
    with pytest.raises(services.AnswerMissing):
        answered(entry, outcome="open")
    done = answered(entry)
    assert (done.outcome, done.answered_on) == ("followed", today())
    with pytest.raises(services.AdviceAnswered):
        answered(entry, outcome="not_followed")
    with acting("drafter") as attache, pytest.raises(services.AdviceAnswered):
        services.amend(entry, by=attache, at=now(), subject="Another")


def test_an_answered_entry_is_corrected_by_another_one(posting):
    entry = given(posting, ago=3)
    with pytest.raises(services.NotAnsweredYet):
        given(posting, corrects=entry)
    answered(entry)
    right = given(posting, ago=2, corrects=entry)
    assert right.corrects_id == entry.pk
    with pytest.raises(services.CorrectedAlready):
        given(posting, corrects=entry)


def test_it_concerns_a_paper_of_its_own_mission(posting):
    own, other = drafted(), drafted("attache_de", "de")
    entry = given(posting, paper=own, section="defence")
    assert entry.paper_id == own.pk
    with pytest.raises(services.PaperElsewhere):
        given(posting, "cmd_desk", paper=other)
    with pytest.raises(services.SectionOfNothing):
        given(posting, section="defence")


def test_documents_are_kept_with_it_under_its_walls(posting):
    entry = given(posting)
    with acting("ambassador") as by:
        services.attach(entry, by=by, at=now(), file=("note.pdf", files.pdf()))
        assert [row.name for row in files_about(entry.reference, to=by)] == ["note.pdf"]
    with acting("attache_de") as outside:
        assert not files_about(entry.reference, to=outside).exists()
        assert not AdviceEntry.objects.visible_to(outside).exists()


def test_nobody_enters_what_he_may_not_read(posting):
    with pytest.raises(NotOnTheList):
        given(posting, "cmd_desk_2", caveats=("mod_only",))


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": "Another"},
        {"answer_remark": "Another"},
        {"outcome": "open", "answered_on": None, "answer_remark": ""},
        {"way": "in_writing"},
    ],
)
def test_postgresql_keeps_what_was_answered(posting, changes):
    entry = given(posting, ago=3)
    answered(entry)
    with acting("drafter") as by, pytest.raises(DatabaseError), transaction.atomic():
        AdviceEntry.objects.visible_to(by).filter(pk=entry.pk).update(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"given_on": "ahead"}, {"given_on": "before"}, {"tenure": "elsewhere"}, {"mission": "elsewhere"},
        {"outcome": "followed"}, {"outcome": "followed", "answered_on": "before"},
        {"outcome": "followed", "answered_on": "ahead"}, {"section": "defence"}, {"subject": ""},
    ],
)  # fmt: skip
def test_postgresql_asks_for_both_in_office_and_days_in_order(posting, changes):
    there = a_head("emb-de")
    entry = given(posting, ago=3)
    meant = {
        "ahead": days(1), "before": days(-1000),
        "elsewhere": there if "tenure" in changes else there.mission,
    }  # fmt: skip
    values = {name: meant.get(value, value) for name, value in changes.items()}
    with acting("drafter") as by, pytest.raises(DatabaseError), transaction.atomic():
        AdviceEntry.objects.visible_to(by).filter(pk=entry.pk).update(**values)


def test_postgresql_takes_no_entry_out_and_corrects_no_open_one(posting):
    entry = given(posting)
    with acting("drafter") as by:
        with pytest.raises(DatabaseError), transaction.atomic():
            AdviceEntry.objects.visible_to(by).filter(pk=entry.pk).delete()
        again = AdviceEntry(
            posting=posting, mission=entry.mission, tenure=entry.tenure, given_on=today(), corrects=entry,
            label_id=entry.label_id, **TOLD,
        )  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            insert(again)
