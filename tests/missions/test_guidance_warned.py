"""While a document above the ministries is missing, every screen it concerns says so (A2.10, A2.11, A2.13)."""

import pytest
from django.test import override_settings

from foundation.clock import today
from missions.selectors.guidance import missing_guidance
from tests.activities.programme import planned
from tests.cast import acting
from tests.missions import guidance
from tests.missions.scene import case_of, drafted, reference, returned, submitted

pytestmark = pytest.mark.django_db
WARNING = "a document above them is missing"


def screens():
    """Whoever opens it, and where."""
    paper, going, back = drafted(), drafted(), returned()
    submitted(going)
    document = guidance.recorded(kind="sop")
    with acting("cmd_desk") as by:
        activity = planned(by)
        case = case_of(going, by).reference
        keys = {"paper": paper.pk, "document": document.pk, "activity": activity.pk}
    return [
        ("cmd_desk", "/"), ("cmd_desk", "/papers/"), ("cmd_desk", f"/papers/{reference(back)}/"),
        ("attache", "/papers/new/"), ("attache", f"/papers/{reference(paper)}/edit/"),
        ("attache", f"/papers/{reference(paper)}/submit/"), ("attache", "/guidance/"), ("attache", f"/cases/{case}/"),
        ("cmd_desk", "/documents/"), ("cmd_desk", "/documents/new/"), ("cmd_desk", f"/documents/{document.reference}/"),
        ("cmd_desk", f"/documents/{document.reference}/edit/"),
        ("cmd_desk", f"/documents/{document.reference}/submit/"), ("cmd_desk", f"/activities/{activity.reference}/"),
        ("cmd_desk", "/admin/missions/missionpaper/"),
        ("cmd_desk", f"/admin/missions/missionpaper/{keys['paper']}/change/"),
        ("cmd_desk", "/admin/missions/strategicdocument/add/"),
        ("cmd_desk", f"/admin/missions/strategicdocument/{keys['document']}/change/"),
        ("cmd_desk", "/admin/activities/activity/add/"),
        ("cmd_desk", f"/admin/activities/activity/{keys['activity']}/change/"),
    ]  # fmt: skip


def warned(signed_in, listed):
    """Screens that say it."""
    said = []
    for name, path in listed:
        page = signed_in(name).get(path)
        assert page.status_code == 200, path
        if WARNING in page.content.decode():
            said.append(path)
    return said


def test_every_screen_it_concerns_warns_while_one_is_missing_and_none_afterwards(signed_in):
    listed = screens()
    assert warned(signed_in, listed) == [path for _name, path in listed]
    guidance.approved()
    guidance.approved("joint_agreement")
    assert warned(signed_in, listed[:1]) == ["/"]
    guidance.in_effect(guidance.recorded("mfa_desk", "white_paper", "mfa"))
    assert warned(signed_in, listed) == []


def test_a_case_that_is_over_is_warned_of_no_more(signed_in):
    back = returned()
    with acting("cmd_desk") as by:
        case = case_of(back, by).reference
    assert warned(signed_in, [("cmd_desk", f"/cases/{case}/")]) == []


def test_which_documents_guide_differs_from_country_to_country():
    with acting("cmd_desk") as by:
        with override_settings(GUIDED_BY=("concept", "doctrine")):
            assert [one.kind for one in missing_guidance(to=by, on=today())] == ["concept", "doctrine"]
        with override_settings(GUIDED_BY=()):
            assert missing_guidance(to=by, on=today()) == []
