"""What the steps of an agreement are asked for over REST."""

from rest_framework import serializers

from access.rest import VisibleReference
from agreements.api.parts import PartyCode
from agreements.lifecycle import AgreementState
from agreements.models import Agreement
from directory.models import Country
from foundation.rest.serializers import StrictSerializer


class AgreementDayShape(StrictSerializer):
    """The legal day of a step (today when it is left out) and its reason."""

    on = serializers.DateField(required=False)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=500)


class ReasonedShape(AgreementDayShape):
    """A step that ends something is explained."""

    reason = serializers.CharField(max_length=500)


class DenounceShape(ReasonedShape):
    """`on`: received; `effect_on`: when it takes effect, where the clauses give no day or the notice a later one."""

    effect_on = serializers.DateField(required=False)


class NotifyShape(StrictSerializer):
    """Which party told, when it was sent and received."""

    party = PartyCode()
    sent_on = serializers.DateField()
    received_on = serializers.DateField(required=False, allow_null=True)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=500)


class EntryShape(StrictSerializer):
    """The day, where the clause does not give it."""

    on = serializers.DateField(required=False)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=500)


class VerifyShape(StrictSerializer):
    """What the doubt was settled to; `effect_on`: of a notice whose effect no clause tells."""

    eif_on = serializers.DateField(required=False)
    effect_on = serializers.DateField(required=False)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=500)


class RegisterShape(AgreementDayShape):
    """Number of the registration."""

    number = serializers.CharField(required=False, max_length=60)
    registered_by = VisibleReference(slug_field="iso2", queryset=Country.objects, required=False)


class SupersededShape(ReasonedShape):
    """Which agreement takes its place."""

    successor = VisibleReference(queryset=Agreement.in_context)


class AgreementAdvanceShape(AgreementDayShape):
    """Any other step of the lifecycle, named by the state it leads to."""

    to = serializers.ChoiceField(AgreementState.choices)
