"""One agreement on one page: where it stands, by when to act, what its clauses say, what happened."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from access.context import Subject
from access.marking_step import marking_page
from access.selectors.markings import page_marking
from agreements.lifecycle import TERMINAL, TERMS_RUN, AgreementState, SubmissionKind
from agreements.models import Agreement
from agreements.pages.line import term_line_to_act
from agreements.pages.provisions import provisions_section
from agreements.pages.tones import tone
from agreements.selectors.agreements import agreement as one
from agreements.selectors.agreements import agreement_titles
from agreements.selectors.ahead import ten_years_to_act
from agreements.selectors.deadlines import route_days, term_position, why_not_computed
from agreements.selectors.family import family
from agreements.selectors.later import Later, later_actions
from agreements.selectors.parties import party_rows
from agreements.selectors.submissions import cases_about
from agreements.terms import TermPosition
from correspondence.selectors.correspondence import about
from correspondence.selectors.drafts import purposes_for
from directory.selectors.calendar import work_calendar
from foundation.clock import today
from foundation.permissions import may
from foundation.wording import written_date
from foundation.workdays import WorkCalendar
from reminders.selectors.of_record import of_record


@login_required
@require_safe
def agreement_page(request: HttpRequest, reference: str) -> HttpResponse:
    """First the day to act by, then the evidence."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    agreement = one(reference, to=subject)
    kin, later = family(agreement, to=subject), later_actions(agreement, to=subject)
    calendar = work_calendar()
    reminders = of_record(reference, to=subject, on=today(), kinds=(agreement_titles,), calendar=calendar)
    context = {
        "agreement": agreement,
        "clause": getattr(agreement, "clause", None),
        "tone": tone(agreement.state),
        **_sides(agreement),
        **_terms(agreement, calendar),
        "over": agreement.state in TERMINAL,
        "stages": agreement.stages.all(),
        "notifications": agreement.told,
        "family": kin,
        "reminders": reminders,
        "later": later,
        "may_register": may(subject, "agreements.register_later"),
        "cases": [(case, SubmissionKind(case.kind).label) for case in cases_about(agreement, to=subject)],
        "applied_provisionally": agreement.applies_provisionally(today()),
        **provisions_section(agreement, to=subject),
        **_papers(agreement, subject),
        "marking_page": marking_page(agreement, to=subject),
        "may_amend": may(subject, "agreements.amend"),
        "today": today(),
    }
    shown = [
        agreement.label_id, *kin.label_ids, *_labels(later), *reminders.label_ids,
        *(row.label_id for row in (*context["provisions"], *context["notes"])),
    ]  # fmt: skip
    context["page_marking"] = page_marking(shown)
    return render(request, "agreements/agreement.html", context)


def _terms(agreement: Agreement, calendar: WorkCalendar) -> dict[str, Any]:
    """Where it stands in its terms, and the line of the next ten years."""
    binds = agreement.state in TERMS_RUN
    denounced = agreement.state == AgreementState.DENUNCIATION_NOTIFIED
    route = route_days(on=today())
    clause = getattr(agreement, "clause", None)
    found = term_position(agreement, clause, on=today(), calendar=calendar, route=route) if binds else None
    terms = ten_years_to_act(agreement, on=today(), calendar=calendar, route=route) if not denounced else []
    picture = term_line_to_act(agreement, terms, on=today()) if not denounced else None
    return {
        "binds": binds,
        "denounced": denounced,
        **_reckoned(agreement, found),
        "picture": picture,
        "svg": mark_safe(picture.svg) if picture else "",  # nosec B308 B703 - drawn by publishing
        "terms": terms if picture else [],
    }


def _labels(later: list[Later]) -> list[int]:
    return [one.amendment.label_id for one in later if one.amendment]


def _papers(agreement: Agreement, subject: Subject) -> dict[str, Any]:
    """Its texts and the papers of its stages; what was written about it, and what is to be written now."""
    drafting = may(subject, "correspondence.draft")
    return {
        "texts": agreement.texts.all(),
        "papers": [paper for stage in agreement.stages.all() for paper in stage.documents.all()],
        "notes": list(about([agreement.reference], to=subject)),
        "drafts": purposes_for(agreement.reference, to=subject) if drafting else (),
    }


def _sides(agreement: Agreement) -> dict[str, Any]:
    """Who concludes it, and who may speak for them."""
    return {
        "parties": [party for party in agreement.parties.all() if not party.is_home],
        "party_rows": party_rows(agreement),
        "powers": agreement.full_powers.all(),
    }


def _reckoned(agreement: Agreement, found: TermPosition | None) -> dict[str, Any]:
    """Where it stands in its terms and how that was counted, or why it cannot be."""
    binds, clause = agreement.state in TERMS_RUN, getattr(agreement, "clause", None)
    counted = found is not None and agreement.state != AgreementState.DENUNCIATION_NOTIFIED
    return {
        "found": found,
        "why_not": why_not_computed(agreement, clause, found) if binds else (),
        "explanation": [s.render(written_date) for s in found.explanation] if found and counted else [],
    }
