"""Sixty labels, of which the Center's clerk holds forty (walls.md 1)."""

from django.conf import settings

from access.models import Label
from access.services.labels import intern

HELD = 40
ALL = 60
CAVEATS = ((), ("mod_only",), ("negotiations",), ("mod_only", "negotiations"))
OWN_LISTS = ((), ("mission:tr",), ("internal:mod",), ("mission:ge",))
OTHER_LISTS = (("internal:mfa",), ("personal",))


def sixty() -> list[Label]:
    """The same labels every time, those the clerk holds first, the plainest before all."""
    levels = [code for code, _name in settings.LADDER]
    held = [(level, caveats, lists) for lists in OWN_LISTS for level in levels for caveats in CAVEATS][:HELD]
    other = [(level, caveats, lists) for lists in OTHER_LISTS for level in levels for caveats in CAVEATS]
    return [intern(level, caveats, lists) for level, caveats, lists in [*held, *other][:ALL]]
