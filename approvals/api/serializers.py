"""Shape of a case over REST, and of what is sent to decide."""

from typing import Any, cast

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from approvals.engine import CaseFacts, Refusal
from approvals.lifecycle import ReturnReason, StepState, Verdict
from approvals.models import Case, CaseSeat, CaseStep
from approvals.selectors.ageing import Ageing, ageing
from approvals.selectors.cases import available_decisions, decision_sheet, why_not
from approvals.selectors.facts import facts_of
from approvals.selectors.recalls import recallable
from approvals.selectors.recordings import available_recordings
from approvals.selectors.standstill import Standstill
from directory.selectors.calendar import work_calendar
from foundation.clock import today
from foundation.rest.serializers import StrictSerializer

HASH = r"^[0-9a-f]{64}\Z"


class DecideSerializer(StrictSerializer):
    """The word, on which content, and for a return or rejection why."""

    verdict = serializers.ChoiceField(choices=Verdict.choices)
    content_hash = serializers.RegexField(HASH)
    reason_code = serializers.ChoiceField(
        choices=ReturnReason.choices, required=False, allow_blank=True, default=""
    )
    comment = serializers.CharField(required=False, allow_blank=True, max_length=4000, default="")


class RecallSerializer(StrictSerializer):
    """Why an agreement is taken back."""

    reason = serializers.CharField(max_length=1000)


class RecordOutsideSerializer(DecideSerializer):
    """A decision taken on paper, with what proves it; sent as a form, because of the scan."""

    step_order = serializers.IntegerField(min_value=1, max_value=99)
    office = serializers.SlugField(max_length=60)
    decided_by = serializers.CharField(max_length=200)
    decided_on = serializers.DateField()
    letter = serializers.CharField(required=False, allow_blank=True, max_length=20, default="")
    citation = serializers.CharField(required=False, allow_blank=True, max_length=300, default="")
    file = serializers.FileField()


class CaseSeatSerializer(serializers.ModelSerializer):
    """An office seated in a step."""

    office = serializers.CharField(source="office.code", read_only=True)
    institution = serializers.CharField(source="office.institution.code", read_only=True)

    class Meta:
        model = CaseSeat
        fields = ("office", "institution")
        read_only_fields = fields


class CaseStepSerializer(serializers.ModelSerializer):
    """A step as it was at submission, and where it stands."""

    name = serializers.CharField(read_only=True)
    seats = CaseSeatSerializer(many=True, read_only=True)
    late = serializers.SerializerMethodField(help_text="Past its last day and not answered.")
    waited = serializers.SerializerMethodField(
        help_text="Working days since it was asked, until it was answered."
    )
    working_days_late = serializers.SerializerMethodField()

    class Meta:
        model = CaseStep
        fields = (
            "order", "name", "phase", "verdict", "mode", "quorum", "co_author", "outside", "clause", "sla_days",
            "days_from", "state", "opened_on", "due_on", "closed_on", "late", "waited", "working_days_late", "seats",
        )  # fmt: skip
        read_only_fields = fields

    def _age(self, step: CaseStep) -> Ageing | None:
        return ageing(step, today(), self.context["calendar"]) if step.state != StepState.NOT_NEEDED else None

    def get_late(self, step: CaseStep) -> bool:
        return step.state == StepState.OPEN and step.due_on is not None and step.due_on < today()

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_waited(self, step: CaseStep) -> int | None:
        age = self._age(step)
        return age.waited if age else None

    @extend_schema_field(serializers.IntegerField())
    def get_working_days_late(self, step: CaseStep) -> int:
        age = self._age(step)
        return age.late if age else 0


class CaseDecisionSerializer(serializers.Serializer):
    """A row of the decision sheet."""

    step = serializers.CharField(source="step.name")
    office = serializers.CharField(source="office.code")
    institution = serializers.CharField(source="office.institution.code")
    person = serializers.CharField()
    on_behalf_of = serializers.CharField(allow_blank=True)
    acting = serializers.BooleanField()
    verdict = serializers.ChoiceField(choices=Verdict.choices)
    reason = serializers.CharField(allow_blank=True)
    comment = serializers.CharField(allow_blank=True)
    content_hash = serializers.CharField()
    at = serializers.DateTimeField()
    recorded = serializers.BooleanField(help_text="Taken on paper; `person` only recorded it.")
    decided_by = serializers.CharField()
    decided_on = serializers.DateField(source="evidence.decided_on", default=None, allow_null=True)
    letter = serializers.CharField(source="evidence.letter", default="", allow_blank=True)
    citation = serializers.CharField(source="evidence.citation", default="", allow_blank=True)
    file = serializers.CharField(source="evidence.file.reference", default=None, allow_null=True)
    taken_back_on = serializers.DateField(source="taken_back.on", default=None, allow_null=True)
    taken_back_because = serializers.CharField(source="taken_back.reason", default="", allow_blank=True)


class AvailableAnswerSerializer(serializers.Serializer):
    """What the caller may answer now."""

    step = serializers.CharField(source="step.name")
    office = serializers.CharField(source="office.code")
    verdicts = serializers.ListField(child=serializers.ChoiceField(choices=Verdict.choices))
    due_on = serializers.DateField(allow_null=True)


class RecordableSerializer(serializers.Serializer):
    """A decision on paper that the caller may record now."""

    step_order = serializers.IntegerField(source="step.order")
    step = serializers.CharField(source="step.name")
    office = serializers.CharField(source="office.code")
    outside = serializers.BooleanField()
    verdicts = serializers.ListField(child=serializers.ChoiceField(choices=Verdict.choices))


class CaseSerializer(serializers.ModelSerializer):
    """A case with its steps, its decision sheet and what the caller may do."""

    matter = serializers.CharField(source="object_reference", read_only=True)
    mission = serializers.CharField(source="mission.code", read_only=True, allow_null=True, default=None)
    submitted_by = serializers.CharField(source="opened_by.full_name", read_only=True)
    label = serializers.CharField(source="label.marking", read_only=True)
    steps = serializers.SerializerMethodField()
    decisions = serializers.SerializerMethodField()
    available = serializers.SerializerMethodField()
    why_not = serializers.SerializerMethodField()
    recordable = serializers.SerializerMethodField()
    recall_until = serializers.SerializerMethodField()

    class Meta:
        model = Case
        fields = (
            "reference", "kind", "matter", "version_no", "round_no", "content_hash", "state", "phase", "mission",
            "label", "submitted_by", "opened_at", "opened_on", "closed_on", "acted_on", "acted_because", "recall_days",
            "steps", "decisions", "available", "why_not", "recordable", "recall_until",
        )  # fmt: skip
        read_only_fields = fields

    @property
    def subject(self) -> Any:
        """Who reads."""
        return self.context["view"].subject

    @extend_schema_field(CaseStepSerializer(many=True))
    def get_steps(self, case: Case) -> Any:
        steps = case.steps.prefetch_related("seats__office__institution")
        return CaseStepSerializer(steps, many=True, context={"calendar": work_calendar()}).data

    @extend_schema_field(CaseDecisionSerializer(many=True))
    def get_decisions(self, case: Case) -> Any:
        return CaseDecisionSerializer(decision_sheet(case, to=self.subject), many=True).data

    @extend_schema_field(AvailableAnswerSerializer(many=True))
    def get_available(self, case: Case) -> Any:
        found = available_decisions(case, to=self.subject, known=self._known(case))
        return AvailableAnswerSerializer(found, many=True).data

    def _known(self, case: Case) -> CaseFacts:
        """Steps, decisions and drafters, asked once although several fields tell of them."""
        key = f"facts {case.pk}"
        known = cast(dict[str, Any], self.context)
        if key not in known:
            known[key] = facts_of(case)
        found: CaseFacts = known[key]
        return found

    @extend_schema_field(serializers.ChoiceField(choices=Refusal.choices, allow_null=True))
    def get_why_not(self, case: Case) -> Any:
        """The rule that keeps the caller's office from answering now, as the page says it; null when it may."""
        return why_not(case, to=self.subject, known=self._known(case))

    @extend_schema_field(RecordableSerializer(many=True))
    def get_recordable(self, case: Case) -> Any:
        return RecordableSerializer(
            available_recordings(case, to=self.subject, known=self._known(case)), many=True
        ).data

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_recall_until(self, case: Case) -> Any:
        """Last day on which the caller may take the own agreement back; null when there is none to take back."""
        found = recallable(case, to=self.subject, on=today())
        return found.last_on if found else None


class PieceSerializer(serializers.Serializer):
    """A stretch of text."""

    kind = serializers.ChoiceField(choices=("same", "added", "removed"))
    text = serializers.CharField()


class DifferenceSerializer(serializers.Serializer):
    """One place that reads otherwise."""

    part = serializers.CharField()
    row = serializers.CharField()
    column = serializers.CharField()
    kind = serializers.CharField()
    pieces = PieceSerializer(many=True)


class AnsweredSerializer(serializers.Serializer):
    """An earlier version on which the caller or a colleague in the office gave a word."""

    case = serializers.CharField()
    version_no = serializers.IntegerField()
    by = serializers.CharField()
    on = serializers.DateField()
    mine = serializers.BooleanField()
    verdict = serializers.CharField()
    agreed = serializers.BooleanField()


class CaseChangesSerializer(serializers.Serializer):
    """What changed since the caller's office last agreed; all empty when it never answered."""

    version_no = serializers.IntegerField(help_text="Of the case, compared with `since`.")
    since = AnsweredSerializer(allow_null=True)
    differences = DifferenceSerializer(many=True)
    others = AnsweredSerializer(many=True, help_text="Versions that may be compared with instead: ?since=.")


class StandInSerializer(serializers.Serializer):
    """Somebody who answers for an office that is not his own."""

    office = serializers.CharField(source="office.code")
    person = serializers.CharField()
    on_behalf_of = serializers.CharField(allow_blank=True)
    until = serializers.DateField(allow_null=True)


class CaseFindingSerializer(serializers.Serializer):
    """What the health check of routes finds about this case."""

    office = serializers.CharField()
    words = serializers.CharField()


class EscalatedSerializer(serializers.Serializer):
    """An office further up or across that was told."""

    office = serializers.CharField(source="office.code")
    rule = serializers.CharField()
    on = serializers.DateField()


class CaseStandstillSerializer(serializers.Serializer):
    """What keeps the case standing today; all empty where it moves, and on a closed case."""

    vacant = serializers.SerializerMethodField(help_text="Offices asked now that nobody cleared holds.")
    stand_ins = StandInSerializer(many=True)
    findings = CaseFindingSerializer(many=True)
    escalated = EscalatedSerializer(many=True)

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_vacant(self, found: Standstill) -> list[str]:
        return [office.code for office in found.vacant]
