"""What the clerk types about an activity and an exercise; days that follow from it are computed."""

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from access.context import current_subject
from activities.lifecycle import ENTERED_AS, ActivityState, Conference
from activities.models import Activity, ActivityParticipant, Exercise, GuidingPaper
from activities.services.activities import CHANGEABLE
from activities.services.exercises import OF_THE_EXERCISE
from agreements.models import Agreement
from directory.models import Country, Institution
from foundation.admin_forms import BasedOnVersion, DayInput, LookUp, LookUpMany
from foundation.site import site
from missions.lifecycle import Dimension
from missions.models import MissionPaper, StrategicObjective
from missions.selectors.documents import objectives_in_force

STANDS_AS = [(state.value, state.label) for state in ActivityState if state in ENTERED_AS]
PARTS = ("planned_on", "held_on")


class Entered(BasedOnVersion):
    """Further countries, the label, and where a new record stands."""

    participants = forms.ModelMultipleChoiceField(
        label=_("Further countries"),
        queryset=Country.objects.all(),
        required=False,
        widget=LookUpMany(ActivityParticipant._meta.get_field("country"), site),
        help_text=_("Besides the main partner and the home State."),
    )
    classification = forms.ChoiceField(
        label=_("Classification"), choices=settings.LADDER, initial="official_use", required=False
    )
    caveats = forms.MultipleChoiceField(
        label=_("Caveats"), choices=settings.CAVEATS, required=False, widget=forms.CheckboxSelectMultiple
    )
    stands_as = forms.ChoiceField(
        label=_("Where it stands"),
        choices=STANDS_AS,
        initial=ActivityState.PLANNED,
        required=False,
        help_text=_("What was under way or over before this register is entered where it stands."),
    )

    def facts(self) -> dict[str, Any]:
        """What may be recorded and amended, as the services take it."""
        data = self.cleaned_data
        known = (
            *sorted(CHANGEABLE),
            *OF_THE_EXERCISE,
            "participants",
            "supporting",
            "objectives",
            "mission_paper",
        )
        return {name: data[name] for name in known if name in data}

    def changes(self) -> dict[str, Any]:
        """The same, as far as it was changed on the page."""
        return {name: value for name, value in self.facts().items() if name in self.changed_data}


class ActivityForm(Entered):
    """An activity of any kind but exercises."""

    mission_paper = forms.ModelChoiceField(
        label=_("Mission paper"), queryset=MissionPaper.in_context.none(), required=False,
        widget=LookUp(GuidingPaper._meta.get_field("paper"), site),
    )  # fmt: skip
    dimensions = forms.MultipleChoiceField(
        label=_("Dimensions"), choices=Dimension.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    supporting = forms.ModelMultipleChoiceField(
        label=_("Supporting institutions"), queryset=Institution.objects.all(), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("Besides the lead institution."),
    )  # fmt: skip
    objectives = forms.ModelMultipleChoiceField(
        label=_("Objectives served"), queryset=StrategicObjective.in_context.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Objectives of strategic documents in force that this activity serves of its own."),
    )  # fmt: skip

    class Meta:
        model = Activity
        fields = ()
        widgets = {
            "title": forms.Textarea(attrs={"rows": 2}),
            "ad_hoc_reason": forms.Textarea(attrs={"rows": 2}),
            "starts_on": DayInput,
            "ends_on": DayInput,
            "outcome": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "objectives" in self.fields:
            self.fields["mission_paper"].queryset = MissionPaper.in_context.all()  # type: ignore[attr-defined]
            self._offer_objectives()
        if self.instance.pk and "participants" in self.fields:
            self.initial["participants"] = [row.country_id for row in self.instance.participants.all()]
            self.initial["supporting"] = [row.institution_id for row in self.instance.supporting.all()]
            self.initial["mission_paper"] = next(
                (row.paper_id for row in self.instance.guided_by.all()), None
            )
            self.initial["objectives"] = [row.objective_id for row in self.instance.served.all()]

    def _offer_objectives(self) -> None:
        """Those in force, and those it serves already."""
        subject, field = current_subject(), self.fields["objectives"]
        if subject is None:
            return
        offered = Q(pk__in=objectives_in_force(to=subject).values("pk"))
        if self.instance.pk:
            offered |= Q(served_by_activities__activity=self.instance)
        field.queryset = StrategicObjective.in_context.filter(offered).distinct()  # type: ignore[attr-defined]


def _of_activity(name: str, **options: Any) -> Any:
    return Activity._meta.get_field(name).formfield(**options)  # type: ignore[union-attr]


def _chosen(name: str) -> Any:
    return _of_activity(name, widget=LookUp(Activity._meta.get_field(name), site))


class ExerciseForm(Entered):
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
    ipc_planned_on = forms.DateField(label=_("Initial: planned for"), required=False, widget=DayInput)
    ipc_held_on = forms.DateField(label=_("held on"), required=False, widget=DayInput)
    mpc_planned_on = forms.DateField(label=_("Main: planned for"), required=False, widget=DayInput)
    mpc_held_on = forms.DateField(label=_("held on"), required=False, widget=DayInput)
    fpc_planned_on = forms.DateField(label=_("Final: planned for"), required=False, widget=DayInput)
    fpc_held_on = forms.DateField(label=_("held on"), required=False, widget=DayInput)

    class Meta:
        model = Exercise
        fields = ()
        widgets = {"notified_on": DayInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "agreement" in self.fields:  # asked anew: when the class was made, nobody was acting
            self.fields["agreement"].queryset = Agreement.in_context.all()  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial = {**self.initial, **_known(self.instance)}

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
    activity = exercise.activity
    names = [name for name in ExerciseForm.base_fields if name in CHANGEABLE]
    known = {name: getattr(activity, name) for name in names}
    known |= {"country": activity.country_id, "agreement": activity.agreement_id}
    known["participants"] = [row.country_id for row in activity.participants.all()]
    for row in exercise.conferences.all():
        known |= {f"{row.kind}_planned_on": row.planned_on, f"{row.kind}_held_on": row.held_on}
    return known
