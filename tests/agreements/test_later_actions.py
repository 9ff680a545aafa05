"""What changes a registered treaty is registered, too (B4, C7 row 21); full powers with their document (walls.md 5)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client

from access.context import Subject, enter_subject
from access.service_subjects import service_subject
from agreements.deadlines import RULES
from agreements.engine import LaterKind
from agreements.models import Agreement, FullPowers, LaterRegistration
from agreements.selectors.later import later_actions
from agreements.services import conclusion, consents, ending, later, statements
from foundation.clock import now, today
from foundation.errors import DomainError, NotPermitted
from reminders.models import Reminder
from tests.agreements.instruments import country, in_force, negotiated
from tests.agreements.test_parties_rest import POWERS, Talk
from tests.cast import acting
from tests.documents import files

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
K = LaterKind
OPEN_ENDED = {"renewal_mode": "indefinite", "notice_basis": "any_time", "effect_days": 30}


def ago(days: int) -> dt.date:
    return today() - days * DAY


@pytest.fixture
def kept(settings: Any, tmp_path: Any) -> None:
    """Files are kept aside."""
    settings.STORAGES = {
        **settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}},
    }  # fmt: skip


def of_many(by: Subject, **facts: Any) -> Agreement:
    """In force among several for years and registered."""
    parties = [country(code) for code in ("GE", "TR", "KZ")]
    known = {"participation": "multilateral", "parties": parties, "clause": OPEN_ENDED, **facts}
    made = in_force(by, ago(2000), **known)
    return conclusion.register(made, by=by, on=ago(1900), at=now(), number="UN-1")


def party(agreement: Agreement, code: str) -> Any:
    return agreement.parties.get(country__iso2=code)


def shaken(by: Subject) -> Agreement:
    """Kazakhstan acceded, Türkiye withdraws, and we have denounced it."""
    held = of_many(by)
    told: dict[str, Any] = {"by": by, "at": now()}
    consents.sign_for(held, party=party(held, "KZ"), form="accession", signatory="N", on=ago(100), **told)
    statements.withdraw(held, party=party(held, "TR"), on=ago(60), effective_on=ago(10), **told)
    return ending.denounce(held, on=ago(20), reason="r", **told)


def waiting(agreement: Agreement, to: Subject) -> list[str]:
    return [str(one.kind) for one in later_actions(agreement, to=to) if one.registered_on is None]


def test_accession_withdrawal_and_denunciation_wait_until_each_is_registered(clerk: Subject) -> None:
    held = shaken(clerk)
    assert waiting(held, clerk) == ["accession", "withdrawal", "denunciation"]
    told: dict[str, Any] = {"by": clerk, "at": now(), "on": ago(5)}
    later.register_later(
        held, kind=K.ACCESSION, acted_on=ago(100), party=party(held, "KZ"), number="A-1", **told
    )
    later.register_later(held, kind=K.DENUNCIATION, acted_on=ago(20), **told)
    assert waiting(held, clerk) == ["withdrawal"]
    with pytest.raises(later.ActionRegistered):
        later.register_later(held, kind=K.DENUNCIATION, acted_on=ago(20), **told)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"kind": K.DENUNCIATION, "acted_on": ago(21)}, later.NoSuchAction),
        ({"kind": K.TERMINATION, "acted_on": ago(20)}, later.NoSuchAction),
        ({"kind": K.ACCESSION, "acted_on": ago(100)}, later.NoSuchAction),
        ({"kind": K.AMENDMENT, "acted_on": ago(20)}, later.AmendmentIsAnAgreement),
        ({"kind": K.DENUNCIATION, "acted_on": ago(20), "on": ago(21)}, later.RegisteredBeforeIt),
    ],
)
def test_what_did_not_happen_is_not_registered(
    clerk: Subject, facts: dict[str, Any], refusal: type[DomainError]
) -> None:
    held = shaken(clerk)
    with pytest.raises(refusal):
        later.register_later(held, **{"by": clerk, "at": now(), "on": today(), **facts})


def test_the_agreement_itself_comes_first_and_what_went_with_it_is_not_asked_again(clerk: Subject) -> None:
    held = in_force(clerk, ago(2000), clause=OPEN_ENDED)
    told: dict[str, Any] = {"by": clerk, "at": now()}
    gone = ending.denounce(held, on=ago(40), reason="r", **told)
    with pytest.raises(later.AgreementItselfFirst):
        later.register_later(gone, kind=K.DENUNCIATION, acted_on=ago(40), on=today(), **told)
    registered = conclusion.register(gone, on=ago(30), **told)
    assert waiting(registered, clerk) == []
    ended = ending.terminate(registered, on=ago(10), **told)
    assert waiting(ended, clerk) == ["termination"]


def test_a_denunciation_taken_back_and_a_withdrawal_taken_back_are_none(clerk: Subject) -> None:
    held = of_many(clerk)
    told: dict[str, Any] = {"by": clerk, "at": now()}
    ending.denounce(held, on=ago(5), reason="r", **told)
    ending.withdraw_denunciation(held, on=ago(3), reason="r", **told)
    statements.withdraw(held, party=party(held, "TR"), on=ago(3), effective_on=today() + DAY, **told)
    assert waiting(held, clerk) == ["withdrawal"]
    statements.take_back_withdrawal(held.withdrawals.get(), on=today(), **told)
    assert waiting(held, clerk) == []


def test_an_amendment_is_registered_as_an_agreement_of_its_own(clerk: Subject) -> None:
    held = of_many(clerk)
    change = in_force(
        clerk, ago(50), parent=held, relation="amends", kind="protocol", participation="multilateral",
        parties=[country(code) for code in ("GE", "TR", "KZ")], clause={},
    )  # fmt: skip
    (one,) = later_actions(held, to=clerk)
    assert (one.kind, one.amendment, one.registered_on) == (K.AMENDMENT, change, None)
    conclusion.register(change, by=clerk, on=ago(2), at=now())
    assert waiting(held, clerk) == []


def test_mfa_legal_is_reminded_until_it_is_registered(db: None) -> None:
    with acting("cmd_desk") as clerk:
        held = shaken(clerk)
        told: dict[str, Any] = {"by": clerk, "at": now(), "on": today()}
        later.register_later(held, kind=K.WITHDRAWAL, acted_on=ago(60), party=party(held, "TR"), **told)
    with enter_subject(service_subject("planner"), "test"):
        rules = [rule for rule in RULES if rule.code.startswith("agreements.register_")]
        owed = {(rule.code, row["reference"], row["due_on"]) for rule in rules for row in rule.deadlines()}
    assert owed == {
        ("agreements.register_accession", held.reference, ago(100)),
        ("agreements.register_denunciation", held.reference, ago(20)),
    }
    assert {rule.defaults.numbers for rule in rules} == {(21,)}
    call_command("plan_reminders", verbosity=0)
    with enter_subject(service_subject("planner"), "test"):
        planned = Reminder.in_context.filter(
            record=held.reference, rule__code="agreements.register_accession"
        )
        assert {row.office.role for row in planned} == {"mfa_legal"}


def test_postgresql_wants_it_once_after_it_happened_and_of_a_party_of_the_agreement(clerk: Subject) -> None:
    held, other = shaken(clerk), of_many(clerk)
    known = {
        "agreement": held, "kind": K.ACCESSION, "acted_on": ago(100), "party": party(held, "KZ"),
        "registered_on": ago(5), "recorded_at": now(), "label": held.label,
    }  # fmt: skip
    LaterRegistration(**known).save()
    for wrong in (
        {}, {"party": party(other, "KZ")}, {"party": None}, {"registered_on": ago(101), "acted_on": ago(99)},
        {"kind": K.DENUNCIATION},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            LaterRegistration(**known | wrong).save()
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_on_the_page_in_data_entry_and_over_rest(
    signed_in: Callable[..., Client], api: Callable[..., Client]
) -> None:
    with acting("cmd_desk") as clerk:
        held = shaken(clerk)
    desk = signed_in("mfa_legal")
    page = desk.get(f"/agreements/{held.reference}/").content.decode()
    assert page.count("not registered yet") == 3
    add = f"/admin/agreements/laterregistration/add/?agreement={held.reference}&kind=accession&acted_on={ago(100)}"
    assert f'value="{ago(100)}"' in desk.get(f"{add}&party=KZ").content.decode()
    typed = {
        "agreement": str(held.pk), "party_code": "KZ", "kind": "accession", "acted_on": str(ago(100)),
        "registered_on": str(today()), "number": "A-7", "registered_by": "",
    }  # fmt: skip
    assert "Nothing of this kind" in desk.post(add, {**typed, "party_code": ""}).content.decode()
    assert desk.post(add, typed).status_code == 302
    page = desk.get(f"/agreements/{held.reference}/").content.decode()
    assert page.count("not registered yet") == 2
    assert "A-7" in page
    talk = Talk(api("mfa_legal"), held)
    talk.refused("later-registrations", "acted_on", kind="withdrawal", acted_on=str(ago(61)), party="TR")
    talk.refused("later-registrations", "kind", kind="nothing", acted_on=str(ago(61)))
    done = talk.done(
        "later-registrations", kind="withdrawal", acted_on=str(ago(60)), party="TR", number="W-1"
    )
    assert [(row["kind"], row["party"], row["number"]) for row in done["later_actions"]] == [
        ("accession", "KZ", "A-7"), ("withdrawal", "TR", "W-1"), ("denunciation", None, ""),
    ]  # fmt: skip
    with acting("leadership_reader") as reader, pytest.raises(NotPermitted):
        later.register_later(held, by=reader, at=now(), on=today(), kind=K.DENUNCIATION, acted_on=ago(20))


def test_the_document_of_full_powers_is_kept_in_data_entry(
    signed_in: Callable[..., Client], kept: None
) -> None:
    with acting("cmd_desk") as clerk:
        agreement = negotiated(clerk)
    desk = signed_in("mfa_legal")
    add = "/admin/agreements/fullpowers/add/"
    typed = {"agreement": str(agreement.pk), **POWERS, "holder_title": ""}
    wrong = desk.post(add, {**typed, "paper": SimpleUploadedFile("Powers.pdf", b"no document")})
    assert wrong.status_code == 400
    assert (
        desk.post(add, {**typed, "paper": SimpleUploadedFile("Powers.pdf", files.pdf())}).status_code == 302
    )
    with acting("mfa_legal"):
        held = FullPowers.in_context.select_related("document").get()
    assert (held.document.name, held.document.about_reference) == ("Powers.pdf", agreement.reference)
    assert "Powers.pdf" in desk.get(f"/agreements/{agreement.reference}/").content.decode()
    shown = desk.get(f"/admin/agreements/fullpowers/{held.pk}/change/").content.decode()
    assert "Powers.pdf" in shown
    assert signed_in("cmd_desk").get(f"/files/{held.document.reference}/").status_code == 200


def test_and_over_rest(api: Callable[..., Client], kept: None) -> None:
    with acting("cmd_desk") as clerk:
        agreement = negotiated(clerk)
        hidden = negotiated(clerk, level="limited_official_use")
    talk = Talk(api("mfa_legal"), agreement)

    def sent(name: str, data: bytes) -> Any:
        body = {**POWERS, "document": SimpleUploadedFile(name, data)}
        return talk.client.post(f"{talk.address}full-powers/", body, headers={"If-Match": talk.etag})

    for name, data in (("Powers.pdf", b"no document"), ("Powers.pdf", b""), ("Powers.exe", files.pdf())):
        refused = sent(name, data)
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "document")
    done = sent("Powers.pdf", files.pdf())
    assert done.status_code == 200, done.content
    (powers,) = done.json()["full_powers"]
    assert powers["document"].startswith("FIL")
    assert powers["permitted"] == ["negotiate", "sign"]
    assert api("cmd_desk_2").get(f"/api/v1/agreements/{hidden.reference}/").status_code == 404
