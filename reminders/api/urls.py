"""Resources of this floor."""

from reminders.api.views import ReminderViewSet

RESOURCES = [("reminders", ReminderViewSet)]
