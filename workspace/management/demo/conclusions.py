"""How agreements of the demo were concluded: full powers, signatures, procedures, statements, texts, a family. Fictional."""

import datetime as dt
from typing import Any

from access.context import Subject, enter_subject
from access.services.labels import intern
from agreements.models import Agreement, DomesticStep
from agreements.selectors.agreements import agreements as register
from agreements.services import agreements, applying, conclusion, consents, powers, statements, texts
from directory.models import Country, Institution
from workspace.management.demo.people import subject

DAY = dt.timedelta(days=1)


def load(*, on: dt.date, at: dt.datetime) -> None:
    """Over the agreements that are there already."""
    with enter_subject(subject("cmd_desk", on=on), "demo") as clerk:
        _silent_partner(clerk, on, at)
        _powers_that_lapse(clerk, on, at)
        _protocol_applied_provisionally(clerk, at)
        _among_many(clerk, on, at)


def _titled(words: str, by: Subject) -> Agreement:
    return register(to=by).filter(title_en__startswith=words).order_by("pk")[0]


def _with(code: str, by: Subject, state: str) -> Agreement:
    rows = register(to=by).filter(title_en__startswith="DEMO-AGR", parties__country__iso2=code, state=state)
    return rows.order_by("pk")[0]


def _silent_partner(by: Subject, on: dt.date, at: dt.datetime) -> None:
    """A2: ours is done and notified; the other side's ratification is awaited. The English text prevails."""
    agreement = _with("IQ", by, "notified")
    home, other = agreement.parties.get(is_home=True), agreement.parties.get(is_home=False)
    signed_on = agreement.signed_on or on
    signing: dict[str, Any] = {"by": by, "at": at, "on": signed_on, "place": agreement.signed_in}
    for party, name in ((home, "Rövşən Nümunəyev"), (other, "Hassan Mithal")):
        agreement = consents.sign_for(
            agreement, party=party, signatory=name, capacity="defence_minister", **signing
        )
    plan: dict[str, Any] = {"by": by, "at": at}
    agreement = consents.plan_domestic_step(
        agreement, party=home, kind="approval_by_order", authority="President", **plan
    )
    done = DomesticStep.objects.visible_to(by).get(agreement=agreement, no=1)
    consents.complete_domestic_step(done, on=signed_on + 120 * DAY, act="DEMO № 12", **plan)
    agreement = Agreement.objects.visible_to(by).get(pk=agreement.pk)
    agreement = consents.plan_domestic_step(
        agreement, party=other, kind="ratification", authority="Parliament", due_on=on + 60 * DAY, **plan
    )
    for language, prevails in (("az", False), ("other", False), ("en", True)):
        agreement = texts.keep_text(agreement, by=by, language=language, prevails=prevails)


def _powers_that_lapse(by: Subject, on: dt.date, at: dt.datetime) -> None:
    """Under negotiation; full powers lapse in twelve days."""
    powers.give(
        _with("SA", by, "negotiating"), by=by, at=at, holder="Elçin Nümunə", holder_title="Head of department",
        subject="Cooperation in military education", permitted=["negotiate", "sign"],
        issued_by="President (fictional)", valid_from=on - 80 * DAY, valid_until=on + 12 * DAY,
    )  # fmt: skip


def _protocol_applied_provisionally(by: Subject, at: dt.datetime) -> None:
    """A protocol amends DEMO-AGR-01, is signed by full powers and applied provisionally."""
    frame = _titled("DEMO-AGR-01", by)
    begun = (frame.eif_on or at.date()) + 400 * DAY
    protocol = agreements.record(
        by=by, at=at, label=frame.label, parties=frame.bodies,
        title="DEMO-AGR-01/1 Dəyişikliklər haqqında Protokol", title_en="DEMO-AGR-01/1 Protocol of amendment",
        kind="protocol", level=frame.level, binding=True, parent=frame, relation="amends", on=begun, is_demo=True,
        clause={"eif_rule": "last_notification_received", "renewal_mode": "indefinite"},
    )  # fmt: skip
    for step in (conclusion.mandate, conclusion.negotiate):
        protocol = step(protocol, by=by, on=begun + 10 * DAY, at=at)
    protocol = powers.give(
        protocol, by=by, at=at, holder="Aydın Misal", holder_title="Deputy Minister",
        subject="Protocol of amendment", permitted=["sign"], issued_by="President (fictional)",
        valid_from=begun + 10 * DAY,
    )  # fmt: skip
    signed_on = begun + 60 * DAY
    protocol = conclusion.record_signature(protocol, by=by, on=signed_on, at=at, place="Bakı")
    applying.apply_provisionally(protocol, by=by, on=signed_on, at=at, basis="Art. 4")


def _among_many(by: Subject, on: dt.date, at: dt.datetime) -> None:
    """Among several: a depositary, a reservation with our objection to it, and a party that leaves."""
    known = {country.iso2: country for country in Country.objects.filter(iso2__in=("GE", "TR", "PK"))}
    eif_on = on - 2_000 * DAY
    agreement = agreements.record(
        by=by, at=at, label=intern("official_use"), parties=list(known.values()), participation="multilateral",
        title="DEMO-AGR-50 Axtarış və xilasetmə haqqında çoxtərəfli Memorandum",
        title_en="DEMO-AGR-50 Memorandum of several on search and rescue", kind="mou", level="interagency",
        binding=True, stands_as="in_force", signed_on=eif_on - 90 * DAY, signed_in="Ankara", eif_on=eif_on,
        depositary_country=known["TR"], custodian=Institution.objects.filter(code="mfa").first(), is_demo=True,
        clause={"eif_rule": "n_consents", "eif_consents": 3, "renewal_mode": "indefinite"},
    )  # fmt: skip
    party = {row.code: row for row in agreement.parties.select_related("country")}
    made: dict[str, Any] = {"by": by, "at": at}
    agreement = statements.state(
        agreement, party=party["PK"], kind="reservation", provision="Art. 6", on=eif_on - 90 * DAY,
        text="Article 6 does not apply to exercises.", **made,
    )  # fmt: skip
    home = next(row for row in party.values() if row.is_home)
    agreement = statements.state(
        agreement, party=home, kind="objection", on=eif_on, text="The reservation is not accepted.", **made
    )
    agreement = conclusion.register(
        agreement, by=by, on=eif_on + 100 * DAY, at=at, number="DEMO-50", registered_by=known["TR"]
    )
    statements.withdraw(
        agreement, party=party["PK"], on=on - 30 * DAY, effective_on=on + 150 * DAY, because="New law", **made
    )
