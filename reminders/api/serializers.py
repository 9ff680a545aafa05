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
