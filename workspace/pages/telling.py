"""How I am told: at once or in a digest, at which hour, and when I am on leave."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from access.context import Subject
from foundation.admin_forms import DayInput
from foundation.admin_kit import add_refusal
from foundation.clock import now
from foundation.errors import DomainError, InvalidInput
from reminders.models import Preference
from reminders.services.preferences import MINE, check_leave, prefer, preference_of


class TellingForm(forms.ModelForm):
    """The person's own choices."""

    hour = forms.IntegerField(
        label=capfirst(Preference._meta.get_field("hour").verbose_name),
        help_text=Preference._meta.get_field("hour").help_text,
        min_value=0,
        max_value=23,
    )

    class Meta:
        model = Preference
        fields = MINE
        widgets = {"away_from": DayInput, "away_until": DayInput}

    def clean(self) -> dict[str, Any]:
        """What is wrong with the days of the leave stands beside them."""
        chosen: dict[str, Any] = super().clean() or {}
        if not {"away_from", "away_until"} & set(self.errors):
            try:
                check_leave(chosen.get("away_from"), chosen.get("away_until"))
            except InvalidInput as refusal:
                add_refusal(self, refusal)
        return chosen


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def telling_page(request: HttpRequest) -> HttpResponse:
    """Everybody's own; the inbox in the register always fills at once."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    form = TellingForm(request.POST or None, instance=preference_of(subject))
    if request.method == "POST" and form.is_valid():
        try:
            prefer(by=subject, at=now(), **form.cleaned_data)
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("From now on you are told this way."))
            return redirect("workspace:being-told")
    status = 400 if form.errors else 200
    return render(request, "workspace/being_told.html", {"form": form, "reader": request.user}, status=status)
