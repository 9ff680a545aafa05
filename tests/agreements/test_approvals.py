"""A mandate, a text before signature and a denunciation go through both ministries (domain.md C6)."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from agreements.models import Agreement
from agreements.services import agreements, conclusion, ending, submissions, texts
from agreements.services.refusals import (
    NothingUnderApproval,
    ReasonNeeded,
    SettleTheDoubtFirst,
    StepRefused,
    TextMissing,
    TextNotCleared,
    UnderApproval,
    UnknownSubmission,
)
from approvals.models import Case
from approvals.services.decisions import decide
from foundation.clock import now, today
from foundation.errors import DomainError, NotPermitted
from tests.agreements.instruments import MINISTER, in_force, negotiated, recorded
from tests.cast import acting
from tests.documents import files

pytestmark = pytest.mark.django_db
ROUTE = ("mod_legal", "mod_finance", "imcd_head", "mfa_legal", "mfa_desk")
E = dt.date(2008, 5, 17)


@pytest.fixture(autouse=True)
def store_of_its_own(settings, tmp_path: Path) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}},
    }


def _made(make: Callable[..., Agreement], *args: Any, **facts: Any) -> Agreement:
    with acting("cmd_desk") as clerk:
        return make(clerk, *args, **facts)


def _with_text() -> Agreement:
    with acting("cmd_desk") as clerk:
        return agreements.attach_text(negotiated(clerk), by=clerk, text=("Text.pdf", files.pdf()))


def _submitted(agreement: Agreement, kind: str, *, as_: str = "cmd_desk", reason: str = "needed") -> Case:
    with acting(as_) as by:
        return submissions.submit(agreement, by=by, kind=kind, reason=reason, on=today(), at=now())


def _answer(name: str, case: Case, verdict: str = "concur", **more: Any) -> None:
    with acting(name) as by:
        decide(case, by=by, verdict=verdict, content_hash=case.content_hash, at=now(), on=today(), **more)


def _agreed(case: Case) -> None:
    for name in ROUTE:
        _answer(name, case)


def _state(agreement: Agreement) -> str:
    with acting("cmd_desk"):
        return Agreement.in_context.get(pk=agreement.pk).state


def test_when_everybody_concurs_the_proposal_is_a_mandate(db: None) -> None:
    agreement = _made(recorded)
    case = _submitted(agreement, "agreement_mandate")
    for name in ROUTE[:-1]:
        _answer(name, case)
        assert _state(agreement) == "proposed"
    _answer(ROUTE[-1], case)
    assert _state(agreement) == "mandated"


def test_a_rejected_proposal_stays_one(db: None) -> None:
    agreement = _made(recorded)
    case = _submitted(agreement, "agreement_mandate")
    _answer("mod_legal", case, "reject", reason_code="legal_basis_missing", comment="No basis in law.")
    assert _state(agreement) == "proposed"


def test_what_is_under_approval_is_neither_changed_nor_stepped_past(db: None) -> None:
    agreement = _made(recorded)
    _submitted(agreement, "agreement_mandate")
    with acting("cmd_desk") as clerk:
        with pytest.raises(UnderApproval):
            conclusion.mandate(agreement, by=clerk, on=today(), at=now())
        with pytest.raises(UnderApproval):
            agreements.amend(agreement, by=clerk, at=now(), areas="More")
        with pytest.raises(UnderApproval):
            texts.keep_text(agreement, by=clerk, language="en")
        with pytest.raises(UnderApproval):
            submissions.submit(
                agreement, by=clerk, kind="agreement_mandate", reason="r", on=today(), at=now()
            )
        with pytest.raises(ReasonNeeded):
            submissions.take_back(agreement, by=clerk, reason=" ", at=now())
        submissions.take_back(agreement, by=clerk, reason="to change it", at=now())
        with pytest.raises(NothingUnderApproval):
            submissions.take_back(agreement, by=clerk, reason="again", at=now())
        agreement = agreements.amend(agreement, by=clerk, at=now(), areas="More")
        assert conclusion.mandate(agreement, by=clerk, on=today(), at=now()).state == "mandated"


def test_a_text_is_signed_as_it_was_cleared(db: None) -> None:
    agreement = _with_text()
    with acting("cmd_desk") as clerk:
        bare = negotiated(clerk)
        with pytest.raises(TextMissing):
            submissions.submit(bare, by=clerk, kind="agreement_text", reason="r", on=today(), at=now())
    case = _submitted(agreement, "agreement_text")
    sign = {"on": today(), "at": now(), **MINISTER}
    with acting("cmd_desk") as clerk, pytest.raises(TextNotCleared):
        conclusion.record_signature(agreement, by=clerk, **sign)
    _agreed(case)
    with acting("cmd_desk") as clerk:
        changed = agreements.attach_text(
            agreement, by=clerk, text=("Other.pdf", files.pdf(tail=b"% other\n"))
        )
        with pytest.raises(TextNotCleared):
            conclusion.record_signature(changed, by=clerk, **sign)
        back = agreements.attach_text(agreement, by=clerk, text=("Text.pdf", files.pdf()))
        assert conclusion.record_signature(back, by=clerk, **sign).state == "signed"


def test_what_a_text_was_cleared_with_is_all_of_it_and_its_label(db: None) -> None:
    """walls.md 2: all fields including the label."""
    agreement = _with_text()
    with acting("cmd_desk") as clerk:
        clause = {"renewal_mode": "by_agreement", "initial_value": 3, "renewal_value": 3}
        agreement = agreements.amend(agreement, by=clerk, at=now(), clause=clause)
    case = _submitted(agreement, "agreement_text")
    sign = {"on": today(), "at": now(), **MINISTER}
    with acting("cmd_desk") as clerk:
        (submitted,) = agreement.submissions.all()
        assert submitted.content["label"] == {
            "level": agreement.label.level,
            "caveats": [],
            "compartments": [],
        }
        assert submitted.content["clause"]["renewals_agreed"] == 0
    _agreed(case)
    with acting("cmd_desk") as clerk:
        agreements.amend(agreement, by=clerk, at=now(), clause={"renewals_agreed": 2})
        with pytest.raises(TextNotCleared):
            conclusion.record_signature(agreement, by=clerk, **sign)
        agreements.amend(agreement, by=clerk, at=now(), clause={"renewals_agreed": 0})
        assert conclusion.record_signature(agreement, by=clerk, **sign).state == "signed"


def test_a_denunciation_agreed_to_is_then_notified(db: None) -> None:
    agreement = _made(in_force, E)
    case = _submitted(agreement, "agreement_denunciation", as_="cmd_head")
    with acting("cmd_desk") as clerk, pytest.raises(UnderApproval):
        ending.denounce(agreement, by=clerk, on=today(), at=now(), reason="r")
    _agreed(case)
    with acting("cmd_desk") as clerk:
        gone = ending.denounce(agreement, by=clerk, on=today(), at=now(), reason="r")
        assert gone.state == "denunciation_notified"


def test_in_doubt_no_notice_ends_an_agreement(db: None) -> None:
    agreement = _made(in_force, E)
    case = _submitted(agreement, "agreement_denunciation", as_="cmd_head")
    _agreed(case)
    with acting("cmd_desk") as clerk:
        gone = ending.denounce(agreement, by=clerk, on=today(), at=now(), reason="r")
        doubted = agreements.amend(gone, by=clerk, at=now(), needs_verification=True, doubt="Two sources")
        with pytest.raises(SettleTheDoubtFirst):
            ending.terminate(doubted, by=clerk, on=today(), at=now(), reason="r")


def test_what_is_given_up_is_decided_about_no_more(db: None) -> None:
    agreement = _made(recorded)
    case = _submitted(agreement, "agreement_mandate")
    with acting("cmd_desk") as clerk:
        ending.abandon(agreement, by=clerk, on=today(), at=now(), reason="no interest")
        assert Case.in_context.get(pk=case.pk).state == "withdrawn"


def test_whoever_drafted_does_not_decide(db: None) -> None:
    agreement = _made(recorded)
    with acting("mod_legal") as lawyer:
        agreement = agreements.amend(agreement, by=lawyer, at=now(), areas="More")
    with acting("cmd_desk") as clerk, pytest.raises(DomainError):
        case = submissions.submit(
            agreement, by=clerk, kind="agreement_mandate", reason="r", on=today(), at=now()
        )
        with acting("mod_legal") as lawyer:
            decide(case, by=lawyer, verdict="concur", content_hash=case.content_hash, at=now(), on=today())


def test_what_is_not_submitted(db: None) -> None:
    agreement = _made(recorded)
    with acting("cmd_desk") as clerk:
        way = {"by": clerk, "on": today(), "at": now()}
        with pytest.raises(UnknownSubmission):
            submissions.submit(agreement, kind="poem", reason="r", **way)
        with pytest.raises(StepRefused):
            submissions.submit(agreement, kind="agreement_denunciation", reason="r", **way)
        with pytest.raises(ReasonNeeded):
            submissions.submit(agreement, kind="agreement_mandate", reason=" ", **way)
    with acting("mfa_desk") as desk, pytest.raises(NotPermitted):
        submissions.submit(agreement, by=desk, kind="agreement_mandate", reason="r", on=today(), at=now())


def test_at_the_admin_on_the_pages_and_over_rest(
    signed_in: Callable[..., Client], api: Callable[..., Client]
) -> None:
    agreement = _made(recorded)
    desk = signed_in("cmd_desk")
    form = f"/admin/agreements/agreement/{agreement.pk}/"
    assert "Submit for a mandate" in desk.get(f"{form}change/").content.decode()
    assert "State the reason" in desk.post(f"{form}step/submit-mandate/", {}).content.decode()
    desk.post(f"{form}step/submit-mandate/", {"reason": "The partner asked."})
    shown = desk.get(f"{form}change/").content.decode()
    assert "step/take-back/" in shown
    assert "step/submit-mandate/" not in shown
    page = desk.get(f"/agreements/{agreement.reference}/").content.decode()
    assert "Mandate to negotiate an agreement" in page
    with acting("cmd_desk"):
        case = Case.in_context.get()
    for reader in (desk, signed_in("mod_legal")):
        told = reader.get(f"/cases/{case.reference}/").content.decode()
        assert "The partner asked." in told
        assert "Georgia" in told
    client = api("cmd_desk")
    address = f"/api/v1/agreements/{agreement.reference}/"

    def send(verb: str, **body: str):
        headers = {"If-Match": client.get(address)["ETag"]}
        return client.post(f"{address}{verb}/", body, content_type="application/json", headers=headers)

    assert send("submit", kind="agreement_mandate", reason="r").status_code == 409
    assert send("submit", kind="poem", reason="r").status_code == 400
    assert send("take-back").status_code == 400
    assert send("take-back", reason="to change it").status_code == 200
    assert send("submit", kind="agreement_mandate", reason="r").status_code == 200
