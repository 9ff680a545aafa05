"""The latest advice on the pages of the mission it was given at and of the posting of whoever gave it."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from attaches.models import Posting
from directory.models import DiplomaticMission
from foundation.beside import Panel, shown_beside
from foundation.clock import today
from foundation.permissions import may
from missions.models import AdviceEntry
from missions.selectors.advice import latest_at, latest_by
from missions.services.of_posts import writes_at
from missions.terms import ADVICE_TONES


@shown_beside("directory.diplomaticmission")
def advice_at(mission: DiplomaticMission, *, to: Subject) -> Panel:
    """What was advised there of late."""
    return _panel(latest_at(mission.pk, to=to), mission, to=to)


@shown_beside("attaches.posting")
def advice_by(posting: Posting, *, to: Subject) -> Panel:
    """What he advised of late."""
    query = urlencode({"posting": posting.pk})
    return _panel(latest_by(posting.pk, to=to), posting.post.mission, to=to, query=f"?{query}")


def _panel(
    entries: Iterable[AdviceEntry], mission: DiplomaticMission, *, to: Subject, query: str = ""
) -> Panel:
    shown: list[dict[str, Any]] = [{"entry": one, "tone": ADVICE_TONES[one.outcome]} for one in entries]
    may_record = writes_at(mission.pk, by=to) and may(to, "advice.record")
    context: dict[str, Any] = {
        "entries": shown,
        "today": today(),
        "all_url": reverse("missions:advice") + "?" + urlencode({"mission": mission.code}),
        "new_url": reverse("admin:missions_adviceentry_add") + query if may_record else "",
    }
    labels = tuple(label for one in shown for label in (one["entry"].label_id, one["entry"].posting.label_id))
    return Panel(_("Advice log"), render_to_string("missions/parts/advice_panel.html", context), labels)
