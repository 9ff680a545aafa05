"""Resources of this floor."""

from reminders.api.custom import CustomReminderViewSet
from reminders.api.views import ReminderViewSet

RESOURCES = [("reminders", ReminderViewSet), ("custom-reminders", CustomReminderViewSet)]
