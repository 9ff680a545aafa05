"""Forms of the drafting page: particulars and texts, and the rows of the three lists."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from directory.models import Country, DiplomaticMission
from missions.models.paper import LANGUAGES
from missions.verbs import AT_POST


def date_field(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **options
    )


def text_field(label: Any, rows: int = 5, length: int = 20_000, **options: Any) -> forms.CharField:
    widget = forms.Textarea({"rows": rows})
    return forms.CharField(label=label, required=False, max_length=length, widget=widget, **options)


def choose_from(form: forms.Form, name: str, rows: Any) -> None:
    field: Any = form.fields[name]
    field.queryset = rows


def offer_missions(form: forms.Form, *, by: Subject) -> None:
    """Missions the office may draft for, and the States they are accredited to."""
    missions = DiplomaticMission.objects.filter(country__isnull=False)
    if by.role in AT_POST:
        missions = missions.filter(pk=by.mission_id or 0)
    choose_from(form, "mission", missions)
    own = Country.objects.filter(missions__in=missions) | Country.objects.filter(side_missions__in=missions)
    choose_from(form, "country", own.distinct())


class ParticularsForm(forms.Form):
    """Title, language, period, texts. `version` is the one the page was opened with.

    `foreign`: texts of the other ministry's section; they are read on the page and not asked for.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Title"), max_length=200)
    language = forms.ChoiceField(label=_("Authentic language"), choices=LANGUAGES)
    starts_on = date_field(_("First day"))
    last_on = date_field(_("Last day"))
    review_on = date_field(_("Mid-term review on"), required=False)
    host_context = text_field(
        _("Context in the receiving State"),
        help_text=_("Politics, forces, partners: what one has to know to understand the objectives."),
    )
    national_interests = text_field(
        _("National interests"), help_text=_("Why the relation matters, from the basic documents.")
    )
    defence_chapter = text_field(
        _("Defence chapter"), help_text=_("What the defence side brings to the relation and wants from it.")
    )
    coordination_rules = text_field(
        _("Coordination of embassy and attaché"),
        help_text=_("Who informs whom, when, and who speaks for the embassy."),
    )
    risks = text_field(_("Risks and contingencies"), help_text=_("What may go wrong, and what then."))
    public_diplomacy = text_field(
        _("Lines of public diplomacy"), help_text=_("What is said in public, to whom, by whom.")
    )
    reporting = text_field(_("Rhythm of reports"), help_text=_("Who reports what to whom, how often."))
    working_note = text_field(
        _("Working note"),
        rows=3,
        length=4_000,
        help_text=_("For those who work on the paper. It is no part of what is signed."),
    )

    def __init__(self, *args: Any, foreign: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in foreign:
            del self.fields[name]


class DraftForm(ParticularsForm):
    """A new paper: also for which mission and State, and how it is marked."""

    mission = forms.ModelChoiceField(label=_("Diplomatic mission"), queryset=DiplomaticMission.objects.none())
    country = forms.ModelChoiceField(label=_("Receiving State"), queryset=Country.objects.none())
    level = forms.ChoiceField(
        label=_("Marking"),
        choices=settings.LADDER,
        help_text=_("It stays with the paper and all its versions."),
    )
    field_order = ("mission", "country", "level", "title", "language", "starts_on", "last_on")

    def __init__(self, *args: Any, by: Subject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_missions(self, by=by)


class WithdrawForm(forms.Form):
    """Why a paper is taken back."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea({"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class VersionForm(forms.Form):
    """A button that acts on what the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class CompareForm(forms.Form):
    """Which two versions to read side by side."""

    before = forms.ChoiceField(label=_("From version"))
    after = forms.ChoiceField(label=_("To version"))

    def __init__(self, *args: Any, versions: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("before", "after"):
            choice: Any = self.fields[name]
            choice.choices = [(str(row.no), f"{row.no} · {row.get_state_display()}") for row in versions]


class ListForm(forms.Form):
    """Filters of the list."""

    GROUPS = [
        ("", _("Any state")),
        ("effective", _("In effect")),
        ("under_approval", _("Under approval")),
        ("returned", _("Returned")),
        ("draft", _("Draft")),
        ("over", _("Superseded, expired, withdrawn")),
    ]
    state = forms.ChoiceField(label=_("State"), choices=GROUPS, required=False)
    mission = forms.ModelChoiceField(
        label=_("Diplomatic mission"),
        queryset=DiplomaticMission.objects.all(),
        empty_label=_("Any mission"),
        to_field_name="code",
        required=False,
    )
    q = forms.CharField(label=_("Words of the title"), max_length=200, required=False)
