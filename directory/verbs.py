"""What is done with the working-day calendar, in words; who may is said of `directory.keep`, where roles are known."""

from django.utils.translation import gettext_lazy as _

# In the trail, what was done.
WORDS = {
    "calendar.load_years": _("holidays of further years loaded"),
    "calendar.move_holiday": _("holiday moved"),
    "calendar.declare_worked": _("weekend day declared worked"),
}
