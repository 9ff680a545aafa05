"""What the verbs of posts, postings and accreditations take."""

from django.conf import settings
from rest_framework import serializers

from attaches.lifecycle import PostingState, PostState
from foundation.rest.serializers import StrictSerializer


class StepShape(StrictSerializer):
    """A step: the day it happened, today when not said, and why where that is asked for."""

    on = serializers.DateField(required=False)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=300)


class NoShape(StrictSerializer):
    """Nothing but the record itself and the day."""

    on = serializers.DateField(required=False)


class DayShape(StrictSerializer):
    """The day something happened; today when not said."""

    on = serializers.DateField(required=False)


class PostStepShape(StepShape):
    """A step of a post."""

    to = serializers.ChoiceField(PostState.choices)


class PostingStepShape(StepShape):
    """A step of a posting."""

    to = serializers.ChoiceField(PostingState.choices)


class AssumeShape(DayShape):
    """Functions assumed."""

    arrived_on = serializers.DateField(required=False)


class EndShape(StepShape):
    """Functions ended."""

    departed_on = serializers.DateField(required=False)


class ExtendShape(StepShape):
    """An extension granted."""

    until = serializers.DateField()


class RecallShape(StepShape):
    """A recall says why."""

    reason = serializers.CharField(max_length=300)


class RemarkShape(StrictSerializer):
    """A sensitive remark and its label."""

    text = serializers.CharField(max_length=4000)
    level = serializers.ChoiceField(settings.LADDER)
    caveats = serializers.ListField(child=serializers.ChoiceField(settings.CAVEATS), required=False)
