"""What we and others still owe under all agreements: the late on top, and how much of each agreement is carried out."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from access.context import Subject
from access.selectors.markings import page_marking
from agreements.engine import ProvisionKind
from agreements.pages.provisions import row_of
from agreements.selectors import obligations as read
from foundation.clock import today
from foundation.paged import PagedForm
from foundation.permissions import may

PER_PAGE = 50
WHICH = (
    ("open", _("Open")), ("late", _("Late")), ("concluded", _("Fulfilled, breached or overtaken")), ("all", _("All")),
)  # fmt: skip


class ObligationsForm(PagedForm):
    """Which obligations; a wrong value keeps the page and says what is wrong."""

    which = forms.ChoiceField(label=_("Which"), required=False, choices=WHICH)
    country: Any = forms.ModelChoiceField(
        label=_("Partner"), required=False, queryset=None, to_field_name="iso2", empty_label=_("All")
    )
    owner: Any = forms.ModelChoiceField(
        label=_("Responsible office"),
        required=False,
        queryset=None,
        to_field_name="code",
        empty_label=_("All"),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All")), *ProvisionKind.choices]
    )
    agreement = forms.CharField(label=_("Reference of the agreement"), required=False, max_length=20)
    q = forms.CharField(label=_("Words"), required=False, max_length=120)

    def __init__(self, *args: Any, to: Subject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].queryset = read.partner_countries(to=to)  # type: ignore[attr-defined]
        self.fields["owner"].queryset = read.owners(to=to)  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """What was chosen, as the selector takes it."""
        chosen = dict(self.cleaned_data) if self.is_valid() else {}
        return {**chosen, "agreement__reference": (chosen.pop("agreement", "") or "").strip().upper()}


@login_required
@require_safe
def obligations_page(request: HttpRequest) -> HttpResponse:
    """First what is late, then what comes next; beside it how much of each agreement is carried out."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    chosen = ObligationsForm(request.GET or None, to=subject)
    wanted = chosen.wanted()
    found = read.obligations(to=subject, on=today(), wanted=wanted)
    page = Paginator(found, PER_PAGE).get_page(wanted.get("page"))
    rows = [{**row_of(row), "late": row.is_late} for row in page]
    shares = read.shares_of(found, to=subject)
    context = {
        "filters": chosen,
        "narrowed": any(value for name, value in wanted.items() if name != "page"),
        "rows": rows,
        "shares": shares,
        "figures": read.figures(to=subject, on=today()),
        "may_record": may(subject, "provisions.record"),
        "today": today(),
        "previous_url": chosen.link(page.previous_page_number()) if page.has_previous() else "",
        "next_url": chosen.link(page.next_page_number()) if page.has_next() else "",
        "page_marking": page_marking(
            [label for row in page for label in (row.label_id, row.agreement.label_id)]
            + [share.agreement.label_id for share in shares]
        ),
    }
    return render(request, "agreements/obligations.html", context, status=400 if chosen.errors else 200)
