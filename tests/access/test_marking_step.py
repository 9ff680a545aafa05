"""Changing a marking over REST and in data entry: raised at once, together when asked, lowered by two."""

import pytest

from access.models import Label, LoweringProposal
from access.services.labels import intern
from access.services.relabelling import raise_label
from activities.models import Activity
from agreements.models import Agreement
from attaches.models import PostingRemark
from attaches.services import remarks
from documents.models import StoredFile
from tests.access.test_need_to_know import NEGOTIATED
from tests.activities.programme import exercise, planned
from tests.agreements.instruments import recorded
from tests.attaches.scenes import a_posting
from tests.cast import acting

pytestmark = pytest.mark.django_db
HIGHER = {"classification": "limited_official_use", "caveats": ["negotiations"], "reason": "talks began"}
LOWER = {"classification": "official_use", "reason": "published"}


@pytest.fixture
def agreement(db):
    """With an activity that rests on it."""
    with acting("cmd_desk") as clerk:
        return recorded(clerk)


@pytest.fixture
def resting(agreement):
    with acting("cmd_desk") as clerk:
        activity = planned(clerk)
        Activity.in_context.filter(pk=activity.pk).update(agreement=agreement)
        return activity


def level_of(record):
    with acting("cmd_desk"):
        return type(record).in_context.select_related("label").get(pk=record.pk).label.level


# --- REST -------------------------------------------------------------------------------------------------------------
def relabel(client, record, *, etag='"v1"', kind="agreements", **given):
    address = f"/api/v1/{kind}/{record.reference}/relabel/"
    headers = {"If-Match": etag} if etag else {}
    return client.post(address, given, content_type="application/json", headers=headers)


def test_a_record_is_raised(api, agreement):
    answer = relabel(api("cmd_desk"), agreement, **HIGHER)
    assert (answer.status_code, answer["ETag"]) == (200, '"v2"')
    assert answer.json()["marking"] == "LIMITED OFFICIAL USE // NEGOTIATIONS"
    assert api("cmd_desk_2").get(f"/api/v1/agreements/{agreement.reference}/").status_code == 404


def test_a_change_names_the_version_it_is_based_on(api, agreement):
    client = api("cmd_desk")
    assert relabel(client, agreement, etag=None, **HIGHER).status_code == 428
    assert relabel(client, agreement, etag='"v9"', **HIGHER).status_code == 412


def test_what_would_have_to_rise_together_is_named_and_raised_when_asked(api, agreement, resting):
    client = api("cmd_desk")
    refused = relabel(client, agreement, **HIGHER)
    assert (refused.status_code, refused.json()["type"]) == (
        409,
        "urn:parley:problem:dependants_carry_lower_label",
    )
    assert refused.json()["errors"] == [
        {"field": "dependants", "code": "carries_lower_label", "message": resting.reference}
    ]
    assert relabel(client, agreement, together=True, **HIGHER).status_code == 200
    assert (level_of(agreement), level_of(resting)) == (2, 2)


def test_what_the_caller_may_not_see_is_not_named(api, agreement):
    with acting("cmd_desk") as clerk:
        hidden = planned(clerk, caveats=("mod_only",))
        Activity.in_context.filter(pk=hidden.pk).update(agreement=agreement)
    refused = relabel(api("mfa_desk"), agreement, together=True, **HIGHER)
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:parley:problem:rule_broken")
    assert hidden.reference not in refused.content.decode()


def test_lowering_over_rest_is_only_proposed(api, agreement):
    client = api("cmd_desk")
    relabel(client, agreement, **HIGHER)
    waits = relabel(client, agreement, etag='"v2"', **LOWER)
    assert (waits.status_code, level_of(agreement)) == (202, 2)
    assert relabel(client, agreement, etag='"v2"', **LOWER).json()["type"].endswith("already_proposed")


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"classification": "secret"}, 400),
        ({"caveats": ["nothing"]}, 400),
        ({"compartments": ["mission:nowhere"]}, 400),
        ({"reason": " "}, 400),
        ({"togther": True}, 400),
        ({"classification": "official_use", "caveats": []}, 409),
    ],
)
def test_what_cannot_be_is_said_in_words(api, agreement, changed, status):
    answer = relabel(api("cmd_desk"), agreement, **{**HIGHER, **changed})
    assert answer.status_code == status, answer.content


def test_a_label_nobody_was_given_is_not_kept(api, agreement):
    before = Label.objects.count()
    relabel(api("cmd_desk"), agreement, **{**HIGHER, "compartments": ["mission:nowhere"]})
    assert Label.objects.count() == before


def test_an_attache_may_not(api, agreement):
    assert relabel(api("attache"), agreement, **HIGHER).status_code == 403


def test_an_exercise_is_marked_with_its_activity(api, db):
    with acting("cmd_desk") as clerk:
        found = exercise(clerk, ad_hoc_reason="One-off.")
    answer = relabel(api("cmd_desk"), found, kind="exercises", etag=f'"v{found.version}"', **HIGHER)
    assert answer.status_code == 200, answer.content
    assert (level_of(found), level_of(found.activity)) == (2, 2)


# --- data entry -------------------------------------------------------------------------------------------------------
def step(record):
    return f"/admin/{record._meta.app_label}/{record._meta.model_name}/{record.pk}/marking/"


def test_the_page_offers_what_the_person_holds(signed_in, agreement):
    client = signed_in("mfa_desk")
    assert (
        step(agreement) in client.get(f"/admin/agreements/agreement/{agreement.pk}/change/").content.decode()
    )
    page = client.get(step(agreement)).content.decode()
    assert 'value="negotiations"' in page
    assert 'value="internal:mfa"' in page
    assert "Ministry of Foreign Affairs" in page
    assert "Embassy in Türkiye" in page
    assert 'value="mod_only"' not in page
    assert 'value="internal:mod"' not in page


def test_data_entry_shows_what_rises_and_raises_it_in_one_go(signed_in, agreement, resting):
    client = signed_in("cmd_desk")
    page = client.post(step(agreement), {**HIGHER, "based_on": 1}).content.decode()
    assert resting.reference in page
    assert 'name="together"' in page
    assert (level_of(agreement), level_of(resting)) == (1, 1)
    done = client.post(step(agreement), {**HIGHER, "based_on": 1, "together": "1"}, follow=True)
    assert "The marking was changed" in done.content.decode()
    assert (level_of(agreement), level_of(resting)) == (2, 2)


def test_a_second_person_finds_the_proposal_and_confirms_it(signed_in, agreement):
    first = signed_in("cmd_desk")
    first.post(step(agreement), {**HIGHER, "based_on": 1})
    proposed = first.post(step(agreement), {**LOWER, "based_on": 2}, follow=True).content.decode()
    assert "A lower marking is proposed" in proposed
    with acting("cmd_desk"):
        waiting = LoweringProposal.in_context.get()
    page = f"/admin/access/loweringproposal/{waiting.pk}/"
    assert "Confirm the lower marking" not in first.get(f"{page}change/").content.decode()
    second = signed_in("mfa_desk")
    assert (
        agreement.reference in second.get("/admin/access/loweringproposal/?standing=waiting").content.decode()
    )
    assert "Confirm the lower marking" in second.get(f"{page}change/").content.decode()
    second.post(f"{page}step/confirm/")
    assert level_of(agreement) == 1


def test_who_proposed_cannot_press_the_second_person_s_button(signed_in, agreement):
    first = signed_in("cmd_desk")
    first.post(step(agreement), {**HIGHER, "based_on": 1})
    first.post(step(agreement), {**LOWER, "based_on": 2})
    with acting("cmd_desk"):
        waiting = LoweringProposal.in_context.get()
    refused = first.post(f"/admin/access/loweringproposal/{waiting.pk}/step/confirm/", follow=True)
    assert "Somebody else than the person who proposed it" in refused.content.decode()
    assert level_of(agreement) == 2


def test_a_refusal_keeps_what_was_typed(signed_in, agreement):
    client = signed_in("cmd_desk")
    stale = client.post(step(agreement), {**HIGHER, "based_on": 7}).content.decode()
    assert "talks began" in stale
    assert "has changed since you opened it" in stale
    assert level_of(agreement) == 1


@pytest.mark.parametrize("name", ["attache", "auditor", "mod_legal"])
def test_who_may_not_change_a_marking_is_offered_nothing(signed_in, agreement, name):
    assert signed_in(name).get(step(agreement)).status_code == 403
    assert signed_in(name).get("/admin/access/loweringproposal/").status_code == 403


def test_a_hidden_record_has_no_such_page(signed_in, agreement):
    signed_in("cmd_desk").post(step(agreement), {**HIGHER, "based_on": 1})
    assert signed_in("mfa_desk_2").get(step(agreement)).status_code == 404


def test_the_page_of_an_agreement_leads_to_the_step(signed_in, agreement):
    assert (
        step(agreement) in signed_in("cmd_desk").get(f"/agreements/{agreement.reference}/").content.decode()
    )
    assert (
        step(agreement)
        not in signed_in("attache").get(f"/agreements/{agreement.reference}/").content.decode()
    )


def test_the_file_of_a_record_rises_with_it(db):
    with acting("cmd_desk") as clerk:
        agreement = recorded(clerk)
        file = StoredFile(
            name="text.pdf", media_type="application/pdf", size=1, sha256="0" * 64, label=agreement.label,
            about_kind="agreement", about_reference=agreement.reference, brought_by_id=clerk.user_id,
        )  # fmt: skip
        file.save(force_insert=True)
        Agreement.in_context.filter(pk=agreement.pk).update(authentic_text=file)
    with acting("cmd_desk") as clerk:
        held = Agreement.in_context.select_related("label").get(pk=agreement.pk)
        raise_label(held, by=clerk, to=intern(*NEGOTIATED), reason="r", together=True)
    assert level_of(file) == 2


def test_a_remark_without_a_reference_is_marked_like_a_record(signed_in):
    posting = a_posting()
    with acting("cmd_desk") as clerk:
        remarks.add(posting, by=clerk, text="Reserved.", level="official_use", caveats=[])
        remark = PostingRemark.in_context.get()
    client, second = signed_in("cmd_desk"), signed_in("mfa_desk")
    client.post(step(remark), {**HIGHER, "based_on": 1})
    client.post(step(remark), {**LOWER, "based_on": 2})
    with acting("cmd_desk"):
        waiting = LoweringProposal.in_context.get()
    assert "ensitive remark" in second.get("/admin/access/loweringproposal/").content.decode()
    assert second.get(f"/admin/access/loweringproposal/{waiting.pk}/history/").status_code == 200
    second.post(f"/admin/access/loweringproposal/{waiting.pk}/step/confirm/")
    assert level_of(remark) == 1


def test_a_proposal_rises_with_its_record(api, agreement):
    client = api("cmd_desk")
    relabel(client, agreement, **{**HIGHER, "caveats": []})
    relabel(client, agreement, etag='"v2"', **LOWER)
    relabel(client, agreement, etag='"v2"', **HIGHER)
    with acting("mfa_milpol"):
        assert LoweringProposal.in_context.get().label == intern(*NEGOTIATED)
    with acting("mod_personnel"):
        assert not LoweringProposal.in_context.exists()
