"""Recording agreements, and what may be changed about them outside their lifecycle (domain.md B4, C4)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from access.context import Subject
from access.models import Label
from agreements.lifecycle import BEFORE_SIGNATURE, EIF_KNOWN, AgreementState, Participation
from agreements.models import Agreement, AgreementText
from agreements.selectors.parties import signed_here, signed_with_powers
from agreements.services import parties as sides
from agreements.services.cases import drafted, not_running
from agreements.services.clauses import amend_clause, insert_clause
from agreements.services.computed import follow_clause, rewrite
from agreements.services.descent import related
from agreements.services.keeping import align_main, write_text
from agreements.services.notices import check_notice, enter_notice
from agreements.services.past import Told, apart, enter_past
from agreements.services.refusals import (
    BindingIsJudged,
    BindingWithoutPowers,
    DayMissing,
    EntryAfterNotice,
    EntryBeforeSignature,
    EntryNotReached,
    NotAmended,
    NothingToVerify,
    StepInFuture,
)
from agreements.services.standing import check_entry, insert_along, path_to
from directory.models import Unit
from documents.services.files import File, kept_with
from foundation.acts import verb
from foundation.errors import RecordChanged
from foundation.permissions import may, require
from foundation.writes import update

S = AgreementState
CHANGEABLE = frozenset(
    {
        "title",
        "language",
        "title_en",
        "title_az",
        "kind",
        "level",
        "participation",
        "binding",
        "parent",
        "relation",
        "depositary_country",
        "depositary_organisation",
        "custodian",
        "areas",
        "format",
        "cooperation_forms",
        "exchanged_on",
        "is_provisional",
        "needs_verification",
        "doubt",
        "owner_unit",
    }
)


@verb("agreements.record")
def record(
    *, by: Subject, at: dt.datetime, label: Label, parties: Sequence[sides.Body], stands_as: str = S.PROPOSED,
    on: dt.date | None = None, signed_on: dt.date | None = None, signed_in: str = "", eif_on: dt.date | None = None,
    ended_on: dt.date | None = None, effect_on: dt.date | None = None, clause: Mapping[str, Any] | None = None,
    notifications: Sequence[Told] = (), text: File | None = None, is_demo: bool = False, **facts: Any,
) -> Agreement:  # fmt: skip
    """Enter an agreement where it stands: proposed now, or as what it became before this register existed.

    `parties` are those besides the home State; `on` is the day of its present state where no other date tells it, of
    a notice of denunciation the day it was received; `effect_on`: when that takes effect, where no clause gives it.
    """
    require(by, "agreements.record")
    today = timezone.localdate(at)
    check_entry(stands_as, today, on, signed_on, eif_on, ended_on, facts)
    check_notice(stands_as, on, signed_on, eif_on)
    _check_judgement(stands_as, facts, by=by)
    bodies = sides.with_home(parties)
    sides.check(facts.get("participation", Participation.BILATERAL), bodies)
    facts.setdefault("owner_unit", _unit_of(by))
    path = path_to(stands_as, on or today, signed_on=signed_on, eif_on=eif_on, ended_on=ended_on)
    facts, behind = apart(related(Agreement(kind=facts.get("kind", "")), facts, by=by))
    agreement = Agreement(**facts, label=label, is_demo=is_demo, signed_in=signed_in, signed_on=signed_on)
    insert_along(path, agreement, eif_on, ended_on)
    sides.write(agreement, bodies)
    drafted(agreement, by)
    insert_clause(agreement, clause)
    enter_notice(agreement, effect_on, by=by)
    enter_past(agreement, behind, notifications, by=by, today=today)
    if text is not None:
        _attach(agreement, text, by=by)
    rewrite([agreement], by=by, on=today)
    return agreement


def _unit_of(by: Subject) -> Unit | None:
    return Unit.objects.filter(office__pk=by.office_id or 0).first()


def locked(agreement: Agreement, *, by: Subject, version: int | None = None) -> Agreement:
    """The row as it stands now, held until the verb ends; raises RecordChanged when it is no longer `version`."""
    held = Agreement.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=agreement.pk).first()
    if held is None or (version is not None and held.version != version):
        raise RecordChanged
    return held


@verb("agreements.amend")
def amend(
    agreement: Agreement,
    *,
    by: Subject,
    at: dt.datetime,
    version: int | None = None,
    parties: Sequence[sides.Body] | None = None,
    clause: Mapping[str, Any] | None = None,
    clause_since: dt.date | None = None,
    text: File | None = None,
    **changes: Any,
) -> Agreement:
    """Change what is recorded; state and days of conclusion have verbs of their own.

    Parties change until it is signed; then they accede and withdraw (VCLT arts 15, 54).
    `clause_since`: the clauses were amended from that day; without it they had been recorded wrongly.
    """
    require(by, "agreements.amend")
    held = locked(agreement, by=by, version=version)
    not_running(held, by=by)
    drafted(held, by)
    if unknown := set(changes) - CHANGEABLE:
        raise NotAmended(fields=dict.fromkeys(unknown, NotAmended.message))
    if parties is not None or "participation" in changes:
        bodies = sides.with_home(sides.other_bodies(held) if parties is None else parties)
        sides.check(changes.get("participation", held.participation), bodies)
        sides.check_unsigned(held, bodies)
        sides.replace(held, bodies, by=by)
    if "binding" in changes:
        _check_binding(held, changes["binding"], by=by)
    update(held, **related(held, changes, by=by))
    if "language" in changes:
        align_main(held, by=by)
    if clause is not None:
        amend_clause(held, clause, since=clause_since, by=by, today=timezone.localdate(at))
        follow_clause(held, by=by)
    if text is not None:
        _attach(held, text, by=by)
    rewrite([held], by=by, on=timezone.localdate(at))
    return held


def _check_judgement(stands_as: str, facts: Mapping[str, Any], *, by: Subject) -> None:
    """What is still to be signed begins as binding or undecided; of the past one enters what was."""
    if facts.get("binding") is False and stands_as in BEFORE_SIGNATURE:
        _judged(by)


def _judged(by: Subject) -> None:
    if not may(by, "agreements.judge"):
        raise BindingIsJudged(fields={"binding": BindingIsJudged.message})


def _check_binding(held: Agreement, binding: bool | None, *, by: Subject) -> None:
    """What does not bind is signed without full powers (I13), so nobody steps in and out of it for a signature."""
    if binding == held.binding or False not in (binding, held.binding):
        return
    _judged(by)
    if held.binding is False and signed_here(held, to=by) and not signed_with_powers(held, to=by):
        raise BindingWithoutPowers(fields={"binding": BindingWithoutPowers.message})


@verb("agreements.verify")
def verify(
    agreement: Agreement,
    *,
    by: Subject,
    at: dt.datetime,
    version: int | None = None,
    eif_on: dt.date | None = None,
    effect_on: dt.date | None = None,
    reason: str = "",
) -> Agreement:
    """Settle what was in doubt; from now on its deadlines are computed, also of a notice given meanwhile (E5)."""
    require(by, "agreements.verify")
    held = locked(agreement, by=by, version=version)
    if not held.needs_verification:
        raise NothingToVerify
    known, reached = eif_on or held.eif_on, held.state in EIF_KNOWN
    if eif_on and not reached:
        raise EntryNotReached
    if known is None and reached:
        raise DayMissing(fields={"eif_on": DayMissing.message})
    if known and known > timezone.localdate(at):
        raise StepInFuture(fields={"eif_on": StepInFuture.message})
    if held.signed_on and known and known < held.signed_on and not held.is_provisional:
        raise EntryBeforeSignature(fields={"eif_on": EntryBeforeSignature.message})
    if held.state == S.DENUNCIATION_NOTIFIED and known and held.state_on < known:
        raise EntryAfterNotice(fields={"eif_on": EntryAfterNotice.message})
    update(held, needs_verification=False, doubt="", eif_on=known)
    enter_notice(held, effect_on, by=by)
    rewrite([held], by=by, on=timezone.localdate(at))
    return held


@verb("agreements.attach_text")
def attach_text(agreement: Agreement, *, by: Subject, text: File, version: int | None = None) -> Agreement:
    """Keep the authentic text; an earlier one stays in the store and in the trail."""
    require(by, "agreements.attach_text")
    held = locked(agreement, by=by, version=version)
    not_running(held, by=by)
    drafted(held, by)
    return _attach(held, text, by=by)


def _attach(agreement: Agreement, text: File, *, by: Subject) -> Agreement:
    """The text in the agreement's own language."""
    file = kept_with(agreement, text, by=by, beside="text")
    present = AgreementText.objects.visible_to(by).filter(agreement=agreement, prevails=True)
    prevails = present.filter(language=agreement.language).exists()
    write_text(agreement, agreement.language, file, by=by, prevails=prevails)
    return align_main(agreement, by=by)
