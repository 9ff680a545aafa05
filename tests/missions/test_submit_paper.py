"""papers.submit: what has to be there, what freezes, who is asked first."""

import json
from hashlib import sha256

import pytest

from approvals.services.cases import NoApprover
from foundation.canonical import canonical
from foundation.clock import now, today
from foundation.errors import NotPermitted, RecordChanged
from missions.models import PaperTransition
from missions.selectors.contents import written
from missions.selectors.papers import current, version_of
from missions.services import papers, submissions
from missions.services.papers import NotInDraft
from missions.services.submissions import (
    ObjectivesMissing,
    PaperIncomplete,
    PrioritiesIncomplete,
    ResourcesMissing,
)
from tests.cast import acting
from tests.missions.scene import case_of, drafted, reference, seen, submitted

pytestmark = pytest.mark.django_db


def test_submitting_freezes_the_bytes_and_asks_the_two_co_authors():
    paper = drafted()
    case = submitted(paper)
    with acting("attache") as by:
        version = version_of(reference(paper), 1, to=by)
        assert version.state == "post_coordination"
        assert version.content_hash == sha256(bytes(version.content)).hexdigest() == case.content_hash
        assert bytes(version.content) == canonical(written(version))
        frozen = json.loads(bytes(version.content))
        assert frozen["label"]["compartments"] == ["mission:tr"]
        assert frozen["schema"] == "mission-paper/3"
        open_steps = case_of(paper, by).steps.filter(state="open")
        assert {(step.role, step.verdict) for step in open_steps} == {
            ("attache", "sign"),
            ("head_of_mission", "sign"),
        }
        states = PaperTransition.objects.visible_to(by).filter(paper=paper).order_by("id")
        assert [row.state for row in states] == ["draft", "post_coordination"]
    assert seen(paper).state == "post_coordination"


def test_everything_that_is_missing_is_said_at_once():
    paper = drafted(objectives=[], priorities=[], resources=[])
    with pytest.raises(PaperIncomplete) as refusal:
        submitted(paper)
    codes = {part: [words.code for words in said] for part, said in refusal.value.fields.items()}
    assert codes == {
        "objectives": ["objectives_missing"],
        "priorities": ["priorities_missing"],
        "resources": ["money_missing", "people_missing"],
    }
    assert seen(paper).state == "draft"


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"objectives": []}, ObjectivesMissing),
        ({"objectives": [{"text": "Be friends"}]}, ObjectivesMissing),
        ({"priorities": []}, PrioritiesIncomplete),
        ({"resources": []}, ResourcesMissing),
    ],
)
def test_a_single_gap_has_its_own_name(changes, rule):
    paper = drafted(**changes)
    with pytest.raises(rule):
        submitted(paper)


def test_priorities_need_both_criteria_and_a_rationale():
    paper = drafted()
    with acting("attache") as by:
        line = current(paper, to=by).priorities.get()
        papers.edit(
            paper,
            by=by,
            version=paper.version,
            at=now(),
            priorities=[{"country": line.country, "political": 3, "rationale": "Near."}],
        )
    with pytest.raises(PrioritiesIncomplete):
        submitted(paper)


def test_money_and_people_name_the_kind_of_activity_they_are_for():
    paper = drafted(
        resources=[
            {"kind": "money", "amount": 10, "currency": "AZN", "fiscal_year": 2027},
            {"kind": "people", "amount": 2, "fiscal_year": 2027},
        ]
    )
    with pytest.raises(ResourcesMissing) as refusal:
        submitted(paper)
    assert [words.code for words in refusal.value.fields["resources"]] == ["resources_untied"]


def test_a_vacant_embassy_is_named_at_submission():
    paper = drafted("attache_ge", "ge")
    with pytest.raises(NoApprover, match="Ambassador in Georgia is vacant"):
        submitted(paper, "attache_ge")
    fresh = seen(paper)
    assert fresh.state == "draft"
    with acting("cmd_desk") as by:
        assert not current(fresh, to=by).is_frozen


def test_a_draft_that_changed_meanwhile_is_not_submitted():
    paper = drafted()
    with acting("cmd_desk") as by:
        papers.edit(paper, by=by, version=paper.version, at=now(), risks="Other risks.")
    with acting("attache") as by, pytest.raises(RecordChanged):
        submissions.submit(paper, by=by, version=paper.version, at=now(), on=today())


def test_what_is_submitted_is_not_submitted_again():
    paper = drafted()
    submitted(paper)
    with pytest.raises(NotInDraft):
        submitted(paper)


def test_the_mfa_desk_edits_but_does_not_submit():
    paper = drafted()
    with pytest.raises(NotPermitted):
        submitted(paper, "mfa_desk")
