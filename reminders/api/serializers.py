"""Shape of a notice over REST."""

from rest_framework import serializers

from reminders.models import Notice


class NoticeSerializer(serializers.ModelSerializer):
    """One reminder as delivered to the caller."""

    reference = serializers.UUIDField(source="uid", read_only=True)
    rule = serializers.CharField(source="reminder.rule.code", read_only=True)
    title = serializers.CharField(source="reminder.rule.title", read_only=True)
    record = serializers.CharField(source="reminder.record", read_only=True)
    due_on = serializers.DateField(source="reminder.due_on", read_only=True)
    is_escalation = serializers.BooleanField(source="reminder.is_escalation", read_only=True)

    class Meta:
        model = Notice
        fields = (
            "reference",
            "rule",
            "title",
            "record",
            "due_on",
            "is_escalation",
            "delivered_at",
            "seen_at",
            "acknowledged_at",
        )
        read_only_fields = fields


class HearerSerializer(serializers.Serializer):
    """One person who was told; the name is empty for readers of another institution."""

    name = serializers.CharField()
    seen_at = serializers.DateTimeField(allow_null=True)
    acknowledged_at = serializers.DateTimeField(allow_null=True)


class ToldSerializer(serializers.Serializer):
    """One reminder as it went to one office."""

    why = serializers.CharField()
    due_on = serializers.DateField()
    when = serializers.CharField()
    office = serializers.CharField()
    is_escalation = serializers.BooleanField()
    delivered_at = serializers.DateTimeField()
    hearers = HearerSerializer(many=True)


class ToComeSerializer(serializers.Serializer):
    """One reminder that goes out if the deadline still stands on its day."""

    on = serializers.DateField()
    at = serializers.DateTimeField(allow_null=True, help_text="Of what runs by the hour: the instant.")
    why = serializers.CharField()
    due_on = serializers.DateField()
    when = serializers.CharField()
    offices = serializers.ListField(child=serializers.CharField())
    is_escalation = serializers.BooleanField()


class ByHandSerializer(serializers.Serializer):
    """One reminder set by hand that will still be told."""

    reference = serializers.CharField()
    sentence = serializers.CharField()
    on = serializers.DateField()
    office = serializers.CharField()
    is_mine_alone = serializers.BooleanField()


class OfRecordSerializer(serializers.Serializer):
    """The reminders of one record, past and to come, as far as the caller may see them."""

    record = serializers.CharField()
    by_hand = ByHandSerializer(many=True)
    to_come = ToComeSerializer(many=True)
    told = ToldSerializer(many=True)
    told_in_all = serializers.IntegerField()
    unread = serializers.ListField(
        child=serializers.CharField(),
        help_text="Kinds of deadlines that cannot be read at present and are missing.",
    )
