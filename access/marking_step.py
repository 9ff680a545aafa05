"""The step "Change marking" of data entry: raised at once, or proposed to be lowered by a second person."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from access.ladder import RANK, level_code
from access.models import Classified, Label
from access.selectors.lists import every_list
from access.selectors.markings import page_marking
from access.selectors.readers import holding_of
from access.selectors.receivers import receivers
from access.services.labels import chosen
from access.services.marking import change_marking
from access.services.relabelling import DependantsCarryLowerLabel
from foundation.admin_kit import ServiceAdmin, add_refusal
from foundation.clock import today
from foundation.errors import DomainError
from foundation.permissions import may

CAVEATS = dict(settings.CAVEATS)
RAISED = _("The marking was changed. It holds from now on.")
PROPOSED = _(
    "A lower marking is proposed. A second person confirms it in data entry, under “Proposals to lower labels”; until "
    "then nothing changes."
)


def marking_page(record: Classified, *, to: Any) -> str:
    """Address of the step for a record's own page; empty for offices that may not take it."""
    name = f"admin:{record._meta.app_label}_{record._meta.model_name}_marking"
    return reverse(name, args=[record.pk]) if may(to, "labels.raise") else ""


class MarkingForm(forms.Form):
    """Offers what the person holds, so that nobody marks a record out of his own sight."""

    classification = forms.ChoiceField(label=_("Level"))
    caveats = forms.MultipleChoiceField(
        label=_("Caveats"), required=False, widget=forms.CheckboxSelectMultiple
    )
    compartments = forms.MultipleChoiceField(
        label=_("Need-to-know lists"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Only offices on every list that is ticked can read the record."),
    )  # fmt: skip
    releasable_to = forms.MultipleChoiceField(
        label=_("Releasable to"), required=False, widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("States and organisations it may be given to. Nobody reads more in Parley because of it."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands in the audit trail."),
    )  # fmt: skip
    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, record: Classified, subject: Any, **kwargs: Any) -> None:
        present = record.label
        kwargs["initial"] = {
            "classification": level_code(present.level), "caveats": present.caveats,
            "compartments": present.compartments, "releasable_to": present.releasable_to,
            "based_on": getattr(record, "version", None),
        }  # fmt: skip
        super().__init__(*args, **kwargs)
        held = holding_of(subject, on=today())
        fields: Any = self.fields
        fields["classification"].choices = [pair for pair in settings.LADDER if RANK[pair[0]] <= held.level]
        fields["caveats"].choices = [(code, CAVEATS[code]) for code in CAVEATS if code in held.caveats]
        names = every_list()
        offered = {code: names.get(code, code) for code in held.lists}
        fields["compartments"].choices = sorted(offered.items(), key=lambda pair: pair[1])
        fields["releasable_to"].choices = receivers()
        self.present_lists = [offered.get(code, code) for code in present.compartments]

    def label_for(self, subject: Any) -> Label:
        """The label that was ticked; raises LabelNotHeld."""
        typed = self.cleaned_data
        parts = ("classification", "caveats", "compartments", "releasable_to")
        return chosen(*(typed[part] for part in parts), by=subject)


class MarkingStep(ServiceAdmin):
    """Adds the step to a record's page; `remarkable = False` where a marking follows that of another record."""

    remarkable = True

    def get_urls(self) -> list[URLPattern]:
        step = path(
            "<path:object_id>/marking/",
            self.admin_site.admin_view(self.marking_view),
            name=f"{self.opts.app_label}_{self.opts.model_name}_marking",
        )
        return [step, *super().get_urls()]

    def marked(self, obj: Any) -> Classified:
        """The record whose marking it is."""
        return obj

    def may_remark(self, request: HttpRequest) -> bool:
        """True when the office may change markings of these records."""
        return self.remarkable and may(getattr(request, "subject", None), "labels.raise")

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        if obj is not None and self.may_remark(request):
            context["marking_url"] = self._address("marking", obj.pk)
        return super().render_change_form(request, context, *args, **kwargs)

    def _address(self, page: str, key: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=[key])

    def marking_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What is asked for, and on a refusal what would have to rise together."""
        if not self.may_remark(request):
            raise PermissionDenied
        record = self.get_object(request, object_id)
        subject: Any = request.subject  # type: ignore[attr-defined]
        form = MarkingForm(request.POST or None, record=self.marked(record), subject=subject)
        dependants: list[Classified] = []
        if request.method == "POST" and form.is_valid():
            try:
                return self._change(request, record, form)
            except DependantsCarryLowerLabel as error:
                dependants = error.dependants
            except DomainError as error:
                add_refusal(form, error)
        return self._marking_page(request, record, form, dependants)

    def _change(self, request: HttpRequest, record: Classified, form: MarkingForm) -> HttpResponse:
        subject: Any = request.subject  # type: ignore[attr-defined]
        typed = form.cleaned_data
        waiting = change_marking(
            self.marked(record), by=subject, to=form.label_for(subject), reason=typed["reason"],
            version=typed["based_on"], together="together" in request.POST,
        )  # fmt: skip
        messages.success(request, PROPOSED if waiting else RAISED)
        return HttpResponseRedirect(self._address("change", record.pk))

    def _marking_page(
        self, request: HttpRequest, record: Classified, form: MarkingForm, dependants: list[Classified]
    ) -> HttpResponse:
        present = self.marked(record).label
        context = {
            **self.admin_site.each_context(request), "title": _("Change the marking"), "object": record, "form": form,
            "present": present,
            "opts": self.opts, "module_name": self.opts.verbose_name_plural, "dependants": self._named(dependants),
            "page_marking": page_marking([present.pk, *(row.label_id for row in dependants)]),
        }  # fmt: skip
        status = 409 if dependants else 400 if form.errors else 200
        return TemplateResponse(request, "access/marking.html", context, status=status)

    def _named(self, rows: list[Classified]) -> list[dict[str, Any]]:
        """Kind, reference where the words do not say it, and, where it has one, the page of each."""
        return [
            {
                "row": row,
                "kind": row._meta.verbose_name,
                "reference": "" if row.reference in str(row) else row.reference,  # type: ignore[attr-defined]
                "url": _own_page(row) if type(row) in self.admin_site._registry else "",
            }
            for row in rows
        ]


def _own_page(row: Classified) -> str:
    """The row's own page in data entry."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
