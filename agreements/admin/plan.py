"""Annual plans in data entry: items are typed, steps are pressed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.admin_kit import ClassifiedAdmin
from access.ladder import level_code
from access.services.labels import chosen
from agreements.lifecycle import PLAN_ENTERED_AS, PLAN_OPEN, PLAN_TRANSITIONS, PlanState
from agreements.models import BilateralPlan, PlanItem
from agreements.selectors.plans import case_of
from agreements.services import plan_approval, plan_items, plan_steps, plans
from agreements.services.plan_items import WRITTEN
from approvals.lifecycle import CaseState
from foundation.admin_forms import BasedOnVersion, DayInput, LooksUp, posted_day
from foundation.clock import now, today
from foundation.permissions import may
from foundation.site import site
from foundation.wording import NOTHING, written_date

S = PlanState
STANDS_AS = [(state.value, state.label) for state in PlanState if state in PLAN_ENTERED_AS]
WHAT = (None, {"fields": (("country", "year"), "agreement", "note")})
ENTRY = (
    _("Where it stands and its label"),
    {"fields": ("stands_as", ("signed_on", "signed_in"), "review", "classification", "caveats")},
)


class PlanForm(BasedOnVersion):
    """A plan with its label and, when it is entered, where it stands."""

    classification = forms.ChoiceField(
        label=_("Classification"), choices=settings.LADDER, initial="official_use", required=False
    )
    caveats = forms.MultipleChoiceField(
        label=_("Caveats"), choices=settings.CAVEATS, required=False, widget=forms.CheckboxSelectMultiple
    )
    stands_as = forms.ChoiceField(
        label=_("Where it stands"), choices=STANDS_AS, initial=S.COLLECTING, required=False,
        help_text=_("A plan older than this register is entered where it stands."),
    )  # fmt: skip
    signed_on = forms.DateField(label=_("Signed on"), required=False, widget=DayInput)
    signed_in = forms.CharField(label=pgettext_lazy("plan", "Signed in"), max_length=120, required=False)
    review = forms.CharField(
        label=_("Review of the year"),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta:
        model = BilateralPlan
        fields = ()
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "classification" in self.fields:
            self.initial["classification"] = level_code(self.instance.label.level)


class ItemForm(forms.ModelForm):
    """One line."""

    class Meta:
        model = PlanItem
        fields = WRITTEN
        widgets = {"starts_on": DayInput, "ends_on": DayInput}


class ItemInline(LooksUp, admin.StackedInline):
    """The lines of the plan, as long as they may be written."""

    model = PlanItem
    form = ItemForm
    extra = 1
    autocomplete_fields = ("kind",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("title_en", "title_az"), ("kind", "level"), "objective", ("host", "place"),
                    ("quarter", "starts_on", "ends_on"), ("people_home", "people_partner"),
                    ("travel_by", "stay_by"), ("contact_home", "contact_partner"), ("cost", "currency", "funding"),
                    "remark",
                )
            },
        ),
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("kind", "plan")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        owner = site._registry[BilateralPlan]
        if obj is None:
            return owner.has_add_permission(request)
        return obj.state in PLAN_OPEN and owner.has_change_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


def lines_in(formset: Any) -> list[dict[str, Any]]:
    """The lines that remain, in the order of the page."""
    found = []
    for form in formset.forms:
        data = dict(form.cleaned_data or {})
        if not data or data.pop("DELETE", False) or not (form.instance.pk or form.has_changed()):
            continue
        line = {name: data[name] for name in WRITTEN if name in data}
        found.append({**line, "no": form.instance.no} if form.instance.pk else line)
    return found


def _press(call: Callable[..., Any], *asks: str, dated: bool = True) -> Callable[..., None]:
    def press(_admin: Any, request: HttpRequest, record: BilateralPlan, reason: str) -> None:
        facts: dict[str, Any] = {"on": posted_day(request, "on", None) or today()} if dated else {}
        for name in asks:
            if typed := request.POST.get(name, "").strip():
                facts[name] = int(typed) if name == "no" and typed.isdecimal() else typed
        if call is plan_items.drop_item:
            facts.setdefault("no", 0)
        call(record, by=request.subject, at=now(), reason=reason, **facts)  # type: ignore[attr-defined]

    return press


def _copy(_admin: Any, request: HttpRequest, record: BilateralPlan, reason: str) -> None:
    plans.copy(record, by=request.subject, at=now())  # type: ignore[attr-defined]


def _into(target: S) -> frozenset[str]:
    return frozenset(source for source, after in PLAN_TRANSITIONS.items() if target in after)


# words, verb, states, call, what it asks for beside its day
STEPS: dict[str, tuple[Any, str, frozenset[str], Callable[..., None], tuple[str, ...]]] = {
    "draft": (_("Proposals are in"), "plans.draft", _into(S.DRAFT), _press(plan_steps.draft), ()),
    "talk": (
        _("Staff talks"), "plans.talk", _into(S.STAFF_TALKS) - {S.MFA_CONCURRED}, _press(plan_steps.talk), ()
    ),
    "cost": (pgettext_lazy("button", "Costed"), "plans.cost", _into(S.COSTED), _press(plan_approval.cost), ()),
    "submit": (
        _("Put to approval"), "plans.submit", frozenset({S.COSTED}), _press(plan_approval.submit), ()
    ),
    "take-back": (
        _("Take back from approval"), "plans.submit", frozenset({S.COSTED, S.MFA_CONCURRED}),
        _press(plan_approval.take_back, dated=False), (),
    ),
    "sign": (
        _("Signed by both sides"), "plans.sign", _into(S.SIGNED),
        _press(plan_steps.sign, "place", "for_home", "for_partner"), ("place", "for_home", "for_partner"),
    ),
    "execute": (_("Carrying out begins"), "plans.execute", _into(S.EXECUTING), _press(plan_steps.execute), ()),
    "drop": (
        _("Take an item out"), "plans.drop_item", frozenset({S.APPROVED, S.SIGNED, S.EXECUTING}),
        _press(plan_items.drop_item, "no"), ("no",),
    ),
    "copy": (
        _("Copy to the next year"), "plans.record", frozenset({S.SIGNED, S.EXECUTING, S.CLOSED}), _copy, ()
    ),
    "close": (_("Close with a review"), "plans.close", _into(S.CLOSED), _press(plan_steps.close), ()),
}  # fmt: skip
ASKED = {
    "place": _("Place of signature"), "for_home": _("Signed for the home State by"),
    "for_partner": _("Signed for the partner by"), "no": _("Number of the item"),
}  # fmt: skip


@admin.register(BilateralPlan, site=site)
class BilateralPlanAdmin(ClassifiedAdmin):
    """Annual plans, one per partner and year."""

    form = PlanForm
    record_verb = "plans.record"
    amend_verb = "plans.amend"
    inlines = (ItemInline,)
    list_display = ("shown_title", "country", "year", "state", "signed_on")
    list_filter = ("state", "year")
    list_select_related = ("country",)
    search_fields = ("reference",)
    search_help_text = _("Reference or note, with or without diacritics.")
    autocomplete_fields = ("country", "agreement")
    readonly_fields = ("standing", "marking", "page")
    lifecycle = {name: (step[0], step[3]) for name, step in STEPS.items()}
    final_steps = frozenset({"close", "drop"})

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("country", "agreement", "label")

    def get_fieldsets(self, request: HttpRequest, obj: BilateralPlan | None = None) -> Any:
        if obj is None:
            return (WHAT, ENTRY)
        return (
            (None, {"fields": ("standing", "page")}),
            WHAT,
            (_("Record"), {"fields": ("marking", "based_on")}),
        )

    @admin.display(description=_("plan"))
    def shown_title(self, plan: BilateralPlan) -> str:
        return plan.title

    @admin.display(description=_("state"))
    def standing(self, plan: BilateralPlan) -> str:
        return f"{plan.get_state_display()} · {written_date(plan.state_on)}" if plan.pk else NOTHING

    @admin.display(description=_("page of the plan"))
    def page(self, plan: BilateralPlan) -> SafeString | str:
        if not plan.pk:
            return NOTHING
        return format_html(
            '<a href="{}">{}</a>', reverse("agreements:plan", args=[plan.reference]), plan.reference
        )

    @admin.display(description=_("label"))
    def marking(self, plan: BilateralPlan) -> str:
        return plan.label.marking if plan.pk else NOTHING

    def record(self, request: HttpRequest, form: PlanForm, formsets: list[Any]) -> BilateralPlan:
        data, subject = form.cleaned_data, request.subject  # type: ignore[attr-defined]
        facts: dict[str, Any] = {name: data[name] for name in ("country", "year", "agreement", "note")}
        signed: dict[str, Any] = {
            name: data.get(name) for name in ("signed_on", "signed_in", "review") if data.get(name)
        }
        return plans.record(
            by=subject, at=now(), items=[line for formset in formsets for line in lines_in(formset)],
            label=chosen(data["classification"] or "official_use", data["caveats"], by=subject),
            stands_as=data["stands_as"] or S.COLLECTING, **facts, **signed,
        )  # fmt: skip

    def amend(self, request: HttpRequest, form: PlanForm, formsets: list[Any]) -> BilateralPlan:
        changed = [formset for formset in formsets if formset.has_changed()]
        items = [line for formset in changed for line in lines_in(formset)] if changed else None
        names = plans.CHANGEABLE & set(form.changed_data)
        return plans.amend(
            form.instance, by=request.subject, at=now(),  # type: ignore[attr-defined]
            version=form.cleaned_data.get("based_on"), items=items,
            **{name: form.cleaned_data[name] for name in names},
        )  # fmt: skip

    def step_possible(self, request: HttpRequest, obj: BilateralPlan, name: str) -> bool:
        _words, verb, states, _call, _asks = STEPS[name]
        subject: Any = request.subject  # type: ignore[attr-defined]
        if obj.state not in states or not may(subject, verb):
            return False
        if name not in ("submit", "take-back", "talk"):
            return True
        case = case_of(obj, to=subject)
        running = case is not None and case.state == CaseState.OPEN
        return running if name == "take-back" else not running

    def step_inputs(self, request: HttpRequest, obj: BilateralPlan) -> list[dict[str, Any]]:
        shown = [step for name, step in STEPS.items() if self.step_possible(request, obj, name)]
        asked = dict.fromkeys(name for step in shown for name in step[4])
        first = {"name": "on", "label": _("Day it happened"), "value": today()}
        return [first, *({"name": name, "label": ASKED[name], "type": "text", "value": ""} for name in asked)]
