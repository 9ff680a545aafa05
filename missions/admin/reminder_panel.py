"""Which records of missions show their reminders in data entry; the others have a page of their own for it."""

from missions.selectors.consultations import consultation_titles
from missions.selectors.meetings import item_titles, meeting_titles
from missions.selectors.post_reports import rhythm_titles
from missions.selectors.provision_links import link_titles
from reminders.admin.record_panel import reminders_beside

reminders_beside("missions.actionitem", item_titles)
reminders_beside("missions.coordinationmeeting", meeting_titles)
reminders_beside("missions.decisionconsultation", consultation_titles)
reminders_beside("missions.objectiveprovision", link_titles)
reminders_beside("missions.reportingrhythm", rhythm_titles)
