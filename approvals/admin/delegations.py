"""Handing an office on for a time: made and ended here by its holder or the superior."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from access.admin_kit import ClassifiedAdmin
from access.context import current_subject
from accounts.models import User
from approvals.models import Delegation
from approvals.registry import kind_label, kinds
from approvals.selectors.delegations import delegations, offices_to_delegate, state_on
from approvals.services.delegations import end, make
from foundation.admin_forms import TermField
from foundation.clock import today
from foundation.site import site
from foundation.wording import written_days


class DelegationForm(forms.ModelForm):
    """Office, stand-in, first and last day, kinds of matter, reason."""

    office: Any = forms.ModelChoiceField(None, label=_("Office"))
    delegate: Any = forms.ModelChoiceField(
        None,
        label=_("Stand-in"),
        help_text=_("Somebody of the same institution; the office passes on, no exemption."),
    )
    holder: Any = forms.ModelChoiceField(
        None, required=False, label=_("On behalf of"),
        help_text=_("Only where the superior delegates an office that several people hold."),
    )  # fmt: skip
    valid = TermField(label=_("from – to"))
    kinds = forms.MultipleChoiceField(
        required=False, label=_("Kinds of matter"), widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing chosen: every kind."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), max_length=300)

    class Meta:
        model = Delegation
        fields: tuple[str, ...] = ()

    def _post_clean(self) -> None:
        """The service writes the row and says what is wrong; what is typed is not in it yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        subject = current_subject()
        if "office" not in self.fields or subject is None:
            return
        fields: Any = self.fields
        people = User.objects.filter(is_active=True, is_service=False, institution__code=subject.institution)
        fields["office"].queryset = offices_to_delegate(to=subject, on=today())
        fields["office"].initial = subject.office_id
        fields["delegate"].queryset = people.exclude(pk=subject.user_id).order_by("full_name")
        fields["holder"].queryset = people.order_by("full_name")
        fields["kinds"].choices = [(kind, kind_label(kind)) for kind in kinds()]


@admin.register(Delegation, site=site)
class DelegationAdmin(ClassifiedAdmin):
    """Read by everybody; a security officer confirms the appointment under offices."""

    remarkable = False  # who stands in for whom everybody may know
    form = DelegationForm
    list_display = ("reference", "office", "stand_in", "behalf", "term", "where")
    list_select_related = ("label",)
    entered = ("office", "delegate", "holder", "valid", "kinds", "reason")
    shown = ("reference", "office", "stand_in", "behalf", "term", "covered", "because", "where")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.entered if obj is None else self.shown

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return () if obj is None else self.shown

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is not None:
            return super().get_form(request, obj, change, **{**kwargs, "form": forms.ModelForm, "fields": ()})
        return super().get_form(request, obj, change, **{**kwargs, "fields": ()})

    def get_queryset(self, request: HttpRequest) -> Any:
        subject: Any = request.subject  # type: ignore[attr-defined]
        return delegations(to=subject)

    def has_add_permission(self, request: HttpRequest) -> bool:
        subject = getattr(request, "subject", None)
        if subject is None or subject.office_id is None:
            return False
        here = (
            request.resolver_match is not None and "approvals_delegation" in request.resolver_match.view_name
        )
        return not here or offices_to_delegate(to=subject, on=today()).exists()  # other pages only link here

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Delegation:
        data = dict(form.cleaned_data)
        period = data.pop("valid")
        if period.upper is None:
            period = type(period)(period.lower, period.lower)  # refused beside the field: it needs a last day
        subject: Any = request.subject  # type: ignore[attr-defined]
        return make(by=subject, starts_on=period.lower, ends_on=period.upper, on=today(), **data)

    def step_possible(self, request: HttpRequest, obj: Any, name: str) -> bool:
        return state_on(obj, today()) not in {"ended", "declined"}

    def end_now(self, request: HttpRequest, record: Delegation, reason: str) -> None:
        """The service says who may."""
        subject: Any = request.subject  # type: ignore[attr-defined]
        end(record, by=subject, reason=reason, on=today())

    lifecycle = {"end": (_("End today, or take back"), end_now)}

    # --- what is shown ---------------------------------------------------------------------------------------------
    @admin.display(description=_("office"))
    def office(self, record: Delegation) -> str:
        """The office handed on."""
        return str(record.appointment.office)

    @admin.display(description=_("stand-in"))
    def stand_in(self, record: Delegation) -> str:
        """Who answers."""
        return record.appointment.user.full_name

    @admin.display(description=_("on behalf of"))
    def behalf(self, record: Delegation) -> str:
        """For whom."""
        return record.appointment.on_behalf_of.full_name if record.appointment.on_behalf_of else "–"

    @admin.display(description=_("from – to"))
    def term(self, record: Delegation) -> str:
        """First and last day."""
        return "–" if record.appointment.valid.isempty else written_days(record.appointment.valid)

    @admin.display(description=_("kinds of matter"))
    def covered(self, record: Delegation) -> str:
        """What it covers."""
        return ", ".join(str(kind_label(kind)) for kind in record.kinds) or str(_("every kind"))

    @admin.display(description=_("reason"))
    def because(self, record: Delegation) -> str:
        """What it is for."""
        return record.reason

    @admin.display(description=_("state"))
    def where(self, record: Delegation) -> str:
        """Where it stands today."""
        return str(state_on(record, today()).label)
