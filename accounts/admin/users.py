"""Accounts, made and reset by the system administrator; what a person may read is granted elsewhere."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.services import accounts
from foundation.admin_kit import OpenAdmin
from foundation.permissions import may
from foundation.site import site

SIGN_IN = frozenset({"password", "email"})


class UserForm(forms.ModelForm):
    """A first password is set here and changed by the person."""

    password = forms.CharField(
        label=_("First password"),
        widget=forms.PasswordInput,
        required=False,
        help_text=_("At least 12 characters; empty leaves it as it is."),
    )

    class Meta:
        model = User
        fields = ("username", "full_name", "email", "institution", "language", "time_zone")


@admin.register(User, site=site)
class UserAdmin(OpenAdmin):
    """People who sign in."""

    form = UserForm
    record_verb = "accounts.create"
    amend_verb = "accounts.reset_sign_in"
    list_display = ("username", "full_name", "institution", "is_active")
    list_filter = ("institution", "is_active")
    search_fields = ("username", "full_name")
    readonly_fields = ("is_active",)
    fields = (
        "username",
        "full_name",
        "email",
        "institution",
        "language",
        "time_zone",
        "password",
        "is_active",
    )

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who only reads sees nothing a person signs in with: read-only, the field would show what is stored of it."""
        keeps = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        return [name for name in self.fields if keeps or name not in SIGN_IN]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).filter(is_service=False)

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> User:
        return accounts.create(by=request.subject, **form.cleaned_data)  # type: ignore[attr-defined]

    def amend(self, request: HttpRequest, form: Any, formsets: list[Any]) -> User:
        if password := form.cleaned_data.get("password"):
            return accounts.reset_sign_in(form.instance, by=request.subject, password=password)  # type: ignore[attr-defined]
        form.instance.password = User.objects.values_list("password", flat=True).get(pk=form.instance.pk)
        return self._save_open(form, "accounts.amended")

    def disable(self, request: HttpRequest, record: User, reason: str) -> None:
        accounts.disable(record, by=request.subject, reason=reason)  # type: ignore[attr-defined]

    final_steps = frozenset({"disable"})
    lifecycle = {"disable": (_("Disable this account"), disable)}

    def step_possible(self, request: HttpRequest, obj: User, name: str) -> bool:
        return obj.is_active and may(request.subject, "accounts.disable")  # type: ignore[attr-defined]
