"""Cases stand behind wall 1 with all their parts: what one may not see is as absent everywhere."""

import pytest
from django.db import connection

from approvals.models import Case, CaseEditor, CaseSeat, CaseStep, Decision, Movement
from approvals.selectors.cases import case_of, cases, decision_sheet, health_rows, track, waiting_for
from approvals.selectors.under_way import under_way
from foundation.clock import today
from foundation.errors import NotFound
from tests.approvals.stage import Proposals, agree, answer
from tests.cast import acting

PARTS = [Case, CaseEditor, CaseSeat, CaseStep, Decision, Movement]


@pytest.mark.parametrize("name", ["attache_de", "head_of_mission_de", "sysadmin", "auditor", "sbs_liaison"])
def test_who_is_not_on_the_list_sees_no_case_and_no_part_of_one(proposals: Proposals, name: str):
    case = proposals.submit()
    agree(case, until="imcd_head")
    with acting(name) as subject:
        assert [model.objects.visible_to(subject).count() for model in PARTS] == [0] * len(PARTS)
        assert list(cases(to=subject)) == []
        assert under_way(to=subject, on=today()).lines == ()
        with pytest.raises(NotFound):
            case_of(case.reference, to=subject)
        assert decision_sheet(case, to=subject) == []
        assert track(case, to=subject) == []
        rows = health_rows(to=subject, as_of=today(), period=(today(), today()))
        assert (rows.steps, rows.open, rows.refused) == ((), (), ())


def test_raw_sql_sees_no_more(proposals: Proposals):
    proposals.submit()
    with acting("attache_de"), connection.cursor() as cursor:
        for model in PARTS:
            cursor.execute(f"SELECT count(*) FROM {model._meta.db_table}")
            assert cursor.fetchone() == (0,)


def test_without_a_subject_there_is_nothing(proposals: Proposals):
    proposals.submit()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM approvals_case")
        assert cursor.fetchone() == (0,)


def test_two_people_see_different_cases(proposals: Proposals):
    proposals.submit()
    proposals.submit(
        reference="PRP-2026-BBBBB", by="attache_de", editors=("attache_de",), mission="emb-de",
        label=("official_use", (), ("mission:de",)),
    )  # fmt: skip
    seen = {}
    for name in ("attache", "attache_de", "cmd_head"):
        with acting(name) as subject:
            seen[name] = {case.object_reference for case in cases(to=subject)}
    assert seen == {
        "attache": {"PRP-2026-AAAAA"}, "attache_de": {"PRP-2026-BBBBB"},
        "cmd_head": {"PRP-2026-AAAAA", "PRP-2026-BBBBB"},
    }  # fmt: skip


def test_a_colleague_with_less_clearance_is_not_asked(proposals: Proposals):
    case = proposals.submit(label=("limited_official_use", (), ("mission:tr",)))
    agree(case, until="mfa_desk")
    with acting("mfa_desk") as cleared:
        assert [line.reference for line in waiting_for(to=cleared)] == [case.reference]
    with acting("mfa_desk_2") as colleague:
        assert waiting_for(to=colleague) == []
    with pytest.raises(NotFound):
        answer("mfa_desk_2", case, "concur")
