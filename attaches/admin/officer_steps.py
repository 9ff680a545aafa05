"""Buttons of an officer: an entry that is wrong is withdrawn by whoever may enter it, a duplicate is merged."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from attaches.admin.panels import reader
from attaches.models import LanguageResult, Officer, OfficerClearance, TrainingRecord
from attaches.selectors.officers import entered, officers
from attaches.services import merging, qualifications
from foundation.admin_steps import LifecycleButtons
from foundation.clock import now, today
from foundation.errors import InvalidInput
from foundation.permissions import may
from foundation.wording import written_date

WITHDRAWING: dict[str, tuple[str, Any]] = {
    "language": ("officers.record_language", qualifications.withdraw_language),
    "training": ("officers.record_training", qualifications.withdraw_training),
    "clearance": ("officers.record_clearance", qualifications.withdraw_clearance),
}


class OfficerSteps(LifecycleButtons):
    """The buttons, and what is asked beside them."""

    final_steps = frozenset({"withdraw", "merge"})

    def step_possible(self, request: HttpRequest, obj: Officer, name: str) -> bool:
        if obj.merged_into_id:
            return False
        if name == "withdraw":
            return bool(self.entry_choices(request, obj))
        return may(request.subject, "officers.merge")  # type: ignore[attr-defined]

    def step_inputs(self, request: HttpRequest, obj: Officer) -> list[dict[str, Any]]:
        asked = self.entry_inputs(request, obj)
        if may(request.subject, "officers.merge"):  # type: ignore[attr-defined]
            words = _("Reference of the officer this one is the same as, e.g. OFF-2026-7K3QF")
            asked.append({"name": "into", "label": words, "type": "text", "value": ""})
        return asked

    def entry_choices(self, request: HttpRequest, obj: Officer) -> list[tuple[str, str]]:
        """The entries this office may withdraw; asked once for a page."""
        known: Any = getattr(request, "entry_choices", None)
        if known is None:
            by = request.subject  # type: ignore[attr-defined]
            known = [
                (f"{kind}-{row.no}", _words(row))
                for kind, (verb, _service) in WITHDRAWING.items()
                if may(by, verb)
                for row in entered(obj, kind, to=by).standing()
            ]
            request.entry_choices = known  # type: ignore[attr-defined]
        return list(known)

    def entry_inputs(self, request: HttpRequest, obj: Officer) -> list[dict[str, Any]]:
        """Which of them; none is chosen beforehand."""
        choices = self.entry_choices(request, obj)
        if not choices:
            return []
        words = _("Entry that was entered wrongly")
        return [{"name": "entry", "label": words, "choices": [("", ""), *choices], "value": ""}]

    def withdraw(self, request: HttpRequest, officer: Officer, reason: str) -> None:
        """The chosen entry stays to be seen with the reason, and counts no longer."""
        kind, _sign, no = request.POST.get("entry", "").partition("-")
        row = None
        if kind in WITHDRAWING and no.isdecimal() and len(no) < 6:
            row = entered(officer, kind, to=reader()).filter(no=int(no)).first()
        if row is None:
            raise InvalidInput(fields={"entry": [_("Choose which entry is withdrawn.")]})
        _verb, service = WITHDRAWING[kind]
        service(row, by=reader(), on=today(), reason=reason, at=now())

    def merge(self, request: HttpRequest, duplicate: Officer, reason: str) -> None:
        """Everything of this officer becomes that of the other."""
        into = officers(to=reader()).filter(reference=request.POST.get("into", "").strip().upper()).first()
        if into is None:
            raise InvalidInput(fields={"into": [_("There is no officer with this reference.")]})
        merging.merge(duplicate, into, by=reader(), reason=reason)

    lifecycle = {
        "withdraw": (_("Entered wrongly: withdraw that entry"), withdraw),
        "merge": (_("Entered twice: merge into that officer"), merge),
    }


def _words(row: LanguageResult | TrainingRecord | OfficerClearance) -> str:
    """ "language result: Turkish 3333 · tested on 2 May 2026" """
    told = [f"{row._meta.verbose_name}: {row}"]
    if isinstance(row, LanguageResult):
        told.append(_("tested on %(day)s") % {"day": written_date(row.tested_on)})
    return " · ".join(told)
