"""Base of every admin class: rights by office, writes through one service, refusals shown beside what was typed."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.postgres.fields import DateRangeField
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from foundation.acts import act
from foundation.admin_forms import TermField
from foundation.admin_steps import LifecycleButtons
from foundation.beside import beside, labels_of
from foundation.errors import DomainError
from foundation.permissions import may
from foundation.refused_forms import called, unplaced
from foundation.writes import check_characters

# What Django's own filters put behind their field. Nothing leads on from it into another table: with
# ?institution__users__password__startswith= a list of offices would tell passwords letter by letter.
FILTER_ENDINGS = ("exact", "id__exact", "in", "isnull", "isempty", "gte", "lt")


def add_refusal(form: forms.BaseForm, error: DomainError) -> None:
    """Put a refusal where the person looks: beside the field it names, else on top."""
    if not error.fields:
        form.add_error(None, str(error.message))
    for field, words in error.fields.items():
        known = field if field in form.fields else None
        texts = words if isinstance(words, (list, tuple)) else [words]
        if known is None and field != NON_FIELD_ERRORS:
            texts = [f"{called(form, field)}: {text}" for text in texts]
        form.add_error(known, [str(text) for text in texts])


def tell_unplaced(
    request: HttpRequest, failed: tuple[str, Any] | None, shown: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The forms shown, as they are; a refused one that the record has moved on from says on top why it was refused."""
    if failed and failed[0] not in {one["name"] for one in shown}:
        for text in dict.fromkeys(unplaced(failed[1])):
            messages.error(request, text)
    return shown


def unchanged(form: Any) -> list[str]:
    """Columns of a row that stands already and that this form leaves as they are."""
    record = form.instance
    return [f.name for f in record._meta.concrete_fields if record.pk and f.name not in form.changed_data]


class TellsHistory(admin.ModelAdmin):
    """A history tab from the audit trail instead of Django's log."""

    def history_lines(self, request: HttpRequest, record: Any) -> Any:
        """What happened, newest first; the floors above know people and their words (`historian` of the site)."""
        historian = getattr(self.admin_site, "historian", None)
        return historian(record, to=_subject(request)) if historian else []

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        record = self.get_object(request, object_id)
        if record is None:
            raise Http404
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request), "title": record, "object": record, "opts": self.opts,
            "lines": self.history_lines(request, record), "module_name": self.opts.verbose_name_plural,
            **(extra_context or {}),
        }  # fmt: skip
        return TemplateResponse(request, "admin/parley_history.html", context)


class ServiceAdmin(LifecycleButtons, TellsHistory):
    """`record_verb` and `amend_verb` name the services; `record()` and `amend()` call them.

    Nothing is deleted here: records are ended or archived (I24).
    """

    record_verb: str | None = None
    amend_verb: str | None = None
    actions = None
    show_full_result_count = False
    list_per_page = 50
    change_form_template = "admin/parley_change_form.html"

    # --- rights -------------------------------------------------------------------------------------------------
    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return getattr(request, "subject", None) is not None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(self.record_verb) and may(_subject(request), self.record_verb or "")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(self.amend_verb) and may(_subject(request), self.amend_verb or "")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Only the filters on the page; anything else is an oracle (walls.md 1)."""
        filters = (f[0] if isinstance(f, tuple) else f for f in self.list_filter)
        names = {str(getattr(f, "parameter_name", f)) for f in filters}
        return any(lookup == name or lookup in {f"{name}__{end}" for end in FILTER_ENDINGS} for name in names)

    # --- writing ------------------------------------------------------------------------------------------------
    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Any:
        """Call the service that enters a new record; returns it. Reference data are saved as they are."""
        return self._save_open(form, f"{self.opts.model_name}.recorded")

    def amend(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Any:
        """Call the service that changes a record; returns it."""
        return self._save_open(form, f"{self.opts.model_name}.amended")

    def _save_open(self, form: Any, verb: str) -> Any:
        with act(verb):
            check_characters(form.instance, unchanged(form))
            if form.instance.pk and hasattr(form.instance, "version"):
                form.instance.version += 1
            form.instance.save()
            form.save_m2m()
        return form.instance

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Saving waits for save_related, where the inlines are known too: one service gets everything."""

    def save_related(self, request: HttpRequest, form: Any, formsets: list[Any], change: bool) -> None:
        for formset in formsets:
            formset.save(commit=False)
        saved = (self.amend if change else self.record)(request, form, formsets)
        if saved is not form.instance:
            form.instance.__dict__.update(saved.__dict__)

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """A refusal by the service shows the form again with everything that was typed."""
        try:
            with transaction.atomic():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except DomainError as error:
            request.refusal = error  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Periods are typed as first and last day."""
        if isinstance(db_field, DateRangeField):
            kwargs.setdefault("form_class", TermField)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form_class = super().get_form(request, obj, change, **kwargs)
        refusal: Any = getattr(request, "refusal", None)
        if refusal is None:
            return form_class

        class RefusedForm(form_class):  # type: ignore[misc,valid-type]
            def _post_clean(self) -> None:
                super()._post_clean()
                add_refusal(self, refusal)

        return RefusedForm

    # --- the audit trail replaces Django's log --------------------------------------------------------------------
    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The audit trail has it."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The audit trail has it."""


class OpenAdmin(ServiceAdmin):
    """Base for the closed list of open tables (decisions.md 1); what stands beside a record may be marked."""

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["beside"] = panels = beside(kwargs.get("obj"), to=_subject(request))
        marker = getattr(self.admin_site, "marker", None)
        if panels and marker:
            context["page_marking"] = marker(labels_of(panels))
        return super().render_change_form(request, context, *args, **kwargs)


def _subject(request: HttpRequest) -> Any:
    return getattr(request, "subject", None)
