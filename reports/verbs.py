"""Reports are open to everybody, under his own wall; what leaves the house stands in the trail."""

from django.utils.translation import gettext_lazy as _

# In the trail, what was done.
WORDS = {"reports.exported": _("report exported")}
