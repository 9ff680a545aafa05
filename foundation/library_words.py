"""Words of libraries that Parley says otherwise in Azerbaijani: its catalogue is read after theirs, so it wins."""

from django.utils.translation import gettext_noop

SAID_OTHERWISE = (
    *(
        gettext_noop("jan"),
        gettext_noop("feb"),
        gettext_noop("mar"),
        gettext_noop("apr"),
        gettext_noop("may"),
    ),
    *(
        gettext_noop("jun"),
        gettext_noop("jul"),
        gettext_noop("aug"),
        gettext_noop("sep"),
        gettext_noop("oct"),
    ),
    *(gettext_noop("nov"), gettext_noop("dec")),
    gettext_noop("Select %s"),
    gettext_noop("Select %s to change"),
    gettext_noop("Select %s to view"),
)
