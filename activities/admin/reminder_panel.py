"""Which records of activities show their reminders in data entry; the others have a page of their own for it."""

from activities.selectors.activities import activity_titles
from activities.selectors.clearances import clearance_titles
from activities.selectors.inspections import quota_titles
from activities.selectors.lessons import lesson_titles
from activities.selectors.operations import authorisation_titles, contribution_titles, figure_titles
from activities.selectors.returns import obligation_titles
from reminders.admin.record_panel import reminders_beside

reminders_beside("activities.exercise", activity_titles)  # known by the reference of its activity
reminders_beside("activities.diplomaticclearance", clearance_titles)
reminders_beside("activities.lesson", lesson_titles)
reminders_beside("activities.authorisation", authorisation_titles)
reminders_beside("activities.reportingobligation", obligation_titles)
reminders_beside("activities.inspectionquota", quota_titles)
reminders_beside("activities.contribution", contribution_titles)
reminders_beside("activities.statedfigure", figure_titles)
