"""Words of libraries that Parley says otherwise in Azerbaijani: its catalogue is read after theirs, so it wins."""

from django.utils.translation import gettext_noop

SAID_OTHERWISE = (
    gettext_noop("Select %s"),
    gettext_noop("Select %s to change"),
    gettext_noop("Select %s to view"),
)
