"""What the clerk types about an activity; what belongs to an exercise beside it stands in exercise_form.py."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from access.context import current_subject
from activities.lifecycle import ENTERED_AS, ActivityState
from activities.models import Activity, ActivityParticipant, GuidingPaper
from activities.services.activities import CHANGEABLE
from activities.services.exercises import OF_THE_EXERCISE
from agreements.models import PlanItem
from agreements.selectors.plans import offered_items, plan_item
from directory.models import Country, Institution
from foundation.admin_forms import BasedOnVersion, DayInput, LookUp, LookUpMany, Suggesting
from foundation.site import site
from missions.lifecycle import Dimension
from missions.models import MissionPaper, StrategicObjective
from missions.selectors.documents import objectives_in_force


def known_items() -> dict[str, str]:
    """Items of approved plans by their public name, with what they are."""
    subject = current_subject()
    found = offered_items(to=subject) if subject is not None else []
    return {item.reference: f"{item.title} · {item.plan.country.name} {item.plan.year}" for item in found}


STANDS_AS = [(state.value, state.label) for state in ActivityState if state in ENTERED_AS]


class Entered(BasedOnVersion):
    """Further countries, the label, and where a new record stands."""

    participants = forms.ModelMultipleChoiceField(
        label=_("Further countries"),
        queryset=Country.objects.all(),
        required=False,
        widget=LookUpMany(ActivityParticipant._meta.get_field("country"), site),
        help_text=_("Besides the main partner and the home State."),
    )
    plan_item = forms.CharField(
        label=_("Item of an annual plan"), required=False, max_length=30, widget=Suggesting(known_items),
        help_text=_("Plan and number of the item, as PLN-2026-7K3QF/4."),
    )  # fmt: skip
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

    def clean_plan_item(self) -> PlanItem | None:
        """Resolved under the clerk's own wall: hidden is as unknown as absent."""
        typed, subject = self.cleaned_data["plan_item"].strip(), current_subject()
        if not typed or subject is None:
            return None
        found = plan_item(typed, to=subject)
        if found is None:
            raise forms.ValidationError(_("There is no such item of a plan."))
        return found

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


class Particular(Entered):
    """What an activity serves and who supports it; `described` is the activity the form is about."""

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        described = self.described() if self.instance.pk else None
        if "objectives" in self.fields:
            self.fields["mission_paper"].queryset = MissionPaper.in_context.all()  # type: ignore[attr-defined]
            self._offer_objectives(described)
        if described is not None and "participants" in self.fields:
            self.initial = {**self.initial, **linked_to(described)}

    def described(self) -> Activity:
        """The activity itself."""
        return self.instance

    def _offer_objectives(self, described: Activity | None) -> None:
        """Those in force, and those it serves already."""
        subject, field = current_subject(), self.fields["objectives"]
        if subject is None:
            return
        offered = Q(pk__in=objectives_in_force(to=subject).values("pk"))
        if described is not None:
            offered |= Q(served_by_activities__activity=described)
        field.queryset = StrategicObjective.in_context.filter(offered).distinct()  # type: ignore[attr-defined]


def linked_to(activity: Activity) -> dict[str, Any]:
    """Records an activity is linked to, as the form takes them."""
    item = activity.plan_item
    return {
        "participants": [row.country_id for row in activity.participants.all()],
        "supporting": [row.institution_id for row in activity.supporting.all()],
        "mission_paper": next((row.paper_id for row in activity.guided_by.all()), None),
        "objectives": [row.objective_id for row in activity.served.all()],
        "plan_item": item.reference if item is not None else "",
    }


class ActivityForm(Particular):
    """An activity of any kind but exercises."""

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
