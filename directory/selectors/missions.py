"""Who heads a diplomatic mission, and how that stands, in words."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from directory.models import DiplomaticMission, HeadOfMissionTenure
from directory.models.mission import MissionKind, TenureKind
from directory.terms import TenureStanding, standing
from foundation.wording import NOTHING, written_date


def tenures_of(mission: DiplomaticMission) -> Any:
    """Everybody who headed, heads or shall head a mission, the latest first."""
    return HeadOfMissionTenure.objects.filter(mission=mission).order_by("-period")


def tenures() -> Any:
    """Everybody who headed, heads or shall head a mission, mission by mission, the latest first."""
    rows = HeadOfMissionTenure.objects.select_related("mission")
    return rows.order_by("mission__code", "-period")


def standing_of(tenure: HeadOfMissionTenure, *, on: dt.date) -> TenureStanding:
    """How a tenure stands on a day."""
    return standing(
        tenure.period,
        on,
        charge=tenure.kind == TenureKind.CHARGE,
        agrement_on=tenure.agrement_on,
        credentials_on=tenure.credentials_on,
    )


def standing_words(tenure: HeadOfMissionTenure, *, on: dt.date) -> str:
    """The same in the reader's language."""
    return str(standing_of(tenure, on=on).label)


def head_words(mission: Any) -> str:
    """Of a mission read `with_head`: who is in charge, or since when nobody is."""
    if mission.head_name:
        quality = TenureKind(mission.head_kind).label
        since = _("since %(day)s") % {"day": written_date(mission.head_since)} if mission.head_since else ""
        return ", ".join(str(part) for part in (mission.head_name, quality, since) if part)
    if mission.vacant_since:
        return _("No head of mission since %(day)s.") % {"day": written_date(mission.vacant_since)}
    if mission.kind == MissionKind.MILITARY_REPRESENTATION:
        return NOTHING  # led by an officer at a post
    return _("No head of mission is recorded.")
