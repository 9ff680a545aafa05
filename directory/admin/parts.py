"""Rows entered on the page of the record they belong to: memberships, members and meetings of formats, other names."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.postgres.fields import DateRangeField
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from directory.models import FormatMeeting, FormatMember, Membership, NameVariant, Stance
from directory.models.stance import ONE_STANCE
from directory.terms import SET
from foundation.admin_forms import DayInput, LooksUp, TermField
from foundation.permissions import may


class PartForm(forms.ModelForm):
    """A row of a set: what rows of the set say against each other is judged when all of them are known."""

    def _update_errors(self, errors: Any) -> None:
        base: Any = super()
        alone = {
            name: [error for error in found if error.code not in {SET, "unique_together"}]
            for name, found in errors.error_dict.items()
        }
        if any(alone.values()):
            base._update_errors(ValidationError({name: found for name, found in alone.items() if found}))

    def validate_unique(self) -> None:
        """The set asks `clashes`, and PostgreSQL asks again."""


class WholeSet(BaseInlineFormSet):
    """All rows of a record at once, so that one may end where the next begins in the same form."""

    def validate_unique(self) -> None:
        """By `clashes`, in words of ours."""

    def clashes(self, one: Any, other: Any) -> Iterator[tuple[str, Any]]:
        """Field and words for what two rows cannot both say."""
        yield from ()

    def clean(self) -> None:
        super().clean()
        rows = [form for form in self.forms if _stands(form) and form not in self.deleted_forms]
        for one, other in combinations(rows, 2):
            for field, words in self.clashes(one.instance, other.instance):
                other.add_error(field, words)


def _stands(form: Any) -> bool:
    return form.is_valid() and (form.instance.pk is not None or form.has_changed())


class _Listed(LooksUp, admin.TabularInline):
    """Open to everybody who looks; the Center enters and changes."""

    form = PartForm
    formset = WholeSet
    extra = 0
    can_delete = False
    formfield_overrides = {
        models.DateField: {"widget": DayInput},
        models.CharField: {"widget": forms.TextInput(attrs={"size": 17})},
    }

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(getattr(request, "subject", None), "directory.keep")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(getattr(request, "subject", None), "directory.keep")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.can_delete and self.has_change_permission(request, obj)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, DateRangeField):
            kwargs.setdefault("form_class", TermField)
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget  # rows stay narrow; other records have pages of their own
            field.widget.attrs["data-width"] = "11rem"
        return field


class MembershipSet(WholeSet):
    """One membership of one organisation at a time."""

    def clashes(self, one: Membership, other: Membership) -> Iterator[tuple[str, Any]]:
        if one.organisation_id == other.organisation_id and _share_days(one.period, other.period):
            yield "period", _("This country is in this organisation already in these days.")


def _share_days(one: Any, other: Any) -> bool:
    begins_before = one.lower is None or other.upper is None or one.lower < other.upper
    return begins_before and (other.lower is None or one.upper is None or other.lower < one.upper)


class MembershipTable(_Listed):
    """Organisations a country is or was in."""

    model = Membership
    formset = MembershipSet
    fields = ("organisation", "kind", "period")
    autocomplete_fields = ("organisation",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("organisation")


class StanceSet(WholeSet):
    """One stance of a kind at a time."""

    def clashes(self, one: Stance, other: Stance) -> Iterator[tuple[str, Any]]:
        if one.kind == other.kind and _share_days(one.period, other.period):
            yield "period", ONE_STANCE


class StanceTable(_Listed):
    """Whether there are relations, and whether the State is sensitive: from when to when, and why."""

    model = Stance
    formset = StanceSet
    fields = ("kind", "period", "reason")


class NameSet(WholeSet):
    """A name is listed once in a language."""

    def clashes(self, one: NameVariant, other: NameVariant) -> Iterator[tuple[str, Any]]:
        if (one.text, one.language) == (other.text, other.language):
            yield "text", _("This name is listed already.")


class NameTable(_Listed):
    """Other names of a country, an organisation or a mission."""

    model = NameVariant
    formset = NameSet
    fields = ("text", "language", "used_by_source")
    can_delete = True


class MemberSet(WholeSet):
    """Each member once, each place once."""

    def clashes(self, one: FormatMember, other: FormatMember) -> Iterator[tuple[str, Any]]:
        if one.country_id == other.country_id:
            yield "country", _("A country is a member once.")
        if one.place == other.place:
            yield "place", _("Two members cannot have the same place.")


class MemberTable(_Listed):
    """Members of a format in the order in which they host."""

    model = FormatMember
    formset = MemberSet
    fields = ("place", "country")
    autocomplete_fields = ("country",)
    can_delete = True

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("country").order_by("place")


class MeetingSet(WholeSet):
    """Meetings of one level are numbered through."""

    def clashes(self, one: FormatMeeting, other: FormatMeeting) -> Iterator[tuple[str, Any]]:
        if one.number is not None and (one.level, one.number) == (other.level, other.number):
            yield "number", _("Another meeting of this level has this number.")


class MeetingTable(_Listed):
    """Meetings of a format, the latest first."""

    model = FormatMeeting
    formset = MeetingSet
    fields = ("number", "level", "held_on", "country", "place")
    autocomplete_fields = ("country",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("country").order_by("-held_on", "-id")
