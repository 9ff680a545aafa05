"""How I am told: at once or in a digest, at which hour, and when I am on leave."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from access.context import Subject
from foundation.admin_forms import DayInput
from foundation.admin_kit import add_refusal
from foundation.clock import now
from foundation.errors import DomainError
from reminders.models import Preference
from reminders.services.preferences import MINE, prefer, preference_of


class TellingForm(forms.ModelForm):
    """The person's own choices."""

    class Meta:
        model = Preference
        fields = MINE
        widgets = {"away_from": DayInput, "away_until": DayInput}


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
