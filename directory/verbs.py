"""What is done with heads of mission and the working-day calendar, in words.

Who may is said of `directory.keep`, where roles are known.
"""

from django.utils.translation import gettext_lazy as _

# In the trail, what was done.
WORDS = {
    "heads_of_mission.give_agrement": _("agrément recorded"),
    "heads_of_mission.present_credentials": _("credentials recorded as presented"),
    "heads_of_mission.end": _("end of a tenure recorded"),
    "calendar.load_years": _("holidays of further years loaded"),
    "calendar.move_holiday": _("holiday moved"),
    "calendar.declare_worked": _("weekend day declared worked"),
}
