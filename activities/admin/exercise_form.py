"""An exercise with its activity and its conferences on one page; days that follow from it are computed."""

import datetime as dt
from typing import Any

from django import forms
from django.forms.models import model_to_dict
from django.utils.translation import gettext_lazy as _

from activities.admin.forms import Particular
from activities.lifecycle import Conference
from activities.models import Activity, Authorisation, Exercise
from activities.services.activities import CHANGEABLE
from agreements.models import Agreement
from foundation.admin_forms import DayInput, LookUp
from foundation.site import site

PARTS = ("planned_on", "held_on")


def _of_activity(name: str, **options: Any) -> Any:
    return Activity._meta.get_field(name).formfield(**options)  # type: ignore[union-attr]


def _chosen(name: str) -> Any:
    return _of_activity(name, widget=LookUp(Activity._meta.get_field(name), site))


class ExerciseForm(Particular):
    """An exercise with its activity and its conferences on one page."""

    title = _of_activity("title", widget=forms.Textarea(attrs={"rows": 2}))
    country = _chosen("country")
    agreement = _chosen("agreement")
    ad_hoc_reason = _of_activity("ad_hoc_reason", widget=forms.Textarea(attrs={"rows": 2}))
    level = _of_activity("level")
    direction = _of_activity("direction")
    place = _of_activity("place")
    starts_on = _of_activity("starts_on", widget=DayInput)
    ends_on = _of_activity("ends_on", widget=DayInput)
    planned_cost = _of_activity("planned_cost")
    currency = _of_activity("currency")
    person_days = _of_activity("person_days")
    aspect = _of_activity("aspect")
    coordination_level = _of_activity("coordination_level")
    power_type = _of_activity("power_type")
    format = _chosen("format")
    lead_institution = _of_activity("lead_institution")
    with_troops = _of_activity("with_troops")
    with_secrets = _of_activity("with_secrets")
    border_topic = _of_activity("border_topic")
    beyond_defence = _of_activity("beyond_defence")
    authorisation = _chosen("authorisation")
    status_agreement = _chosen("status_agreement")
    status_clause = _of_activity("status_clause")
    outcome = _of_activity("outcome", widget=forms.Textarea(attrs={"rows": 4}))
    actual_cost = _of_activity("actual_cost")
    actual_person_days = _of_activity("actual_person_days")
    ipc_planned_on = forms.DateField(label=_("Initial: planned for"), required=False, widget=DayInput)
    ipc_held_on = forms.DateField(label=_("held on"), required=False, widget=DayInput)
    mpc_planned_on = forms.DateField(label=_("Main: planned for"), required=False, widget=DayInput)
    mpc_held_on = forms.DateField(label=_("held on"), required=False, widget=DayInput)
    fpc_planned_on = forms.DateField(label=_("Final: planned for"), required=False, widget=DayInput)
    fpc_held_on = forms.DateField(label=_("held on"), required=False, widget=DayInput)

    class Meta:
        model = Exercise
        fields = ()
        widgets = {"notified_on": DayInput, "first_report_on": DayInput, "final_report_on": DayInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, model in (
            ("agreement", Agreement), ("status_agreement", Agreement), ("authorisation", Authorisation),
        ):  # fmt: skip
            if name in self.fields:  # asked anew: when the class was made, nobody was acting
                self.fields[name].queryset = model.in_context.all()  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial = {**self.initial, **_known(self.instance)}

    def described(self) -> Activity:
        """The activity that the exercise is."""
        return self.instance.activity

    def conferences(self) -> dict[str, dict[str, Any]]:
        """Days of conferences as the service takes them, as far as they were typed or changed."""
        return {
            kind: {part: self.cleaned_data.get(f"{kind}_{part}") for part in PARTS}
            for kind in Conference.values
            if any(f"{kind}_{part}" in self.changed_data for part in PARTS)
        }

    def day_in_doubt(self, future_of: dt.date | None = None) -> str:
        """The field of the conference day to look at first: the typed one, or the one held after `future_of`."""
        names = [f"{kind}_{part}" for kind in Conference.values for part in reversed(PARTS)]
        if future_of:
            held = [name for name in names if name.endswith("held_on") and self.cleaned_data.get(name)]
            return next((name for name in held if self.cleaned_data[name] > future_of), names[0])
        return next((name for name in names if name in self.changed_data), names[1])


def _known(exercise: Exercise) -> dict[str, Any]:
    names = [name for name in ExerciseForm.base_fields if name in CHANGEABLE and name != "plan_item"]
    known: dict[str, Any] = model_to_dict(exercise.activity, fields=names)
    for row in exercise.conferences.all():
        known |= {f"{row.kind}_planned_on": row.planned_on, f"{row.kind}_held_on": row.held_on}
    return known
