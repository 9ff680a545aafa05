"""Mission papers as something approvals can run a case on."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from approvals.models import Case
from approvals.registry import Matter
from foundation.wording import written_date
from missions.selectors.cases import KIND
from missions.selectors.contents import content_of
from missions.selectors.papers import version_of
from missions.services.effects import follow


class MissionPapers:
    """The adapter registered with approvals."""

    kind = KIND

    def matter(self, reference: str, version_no: int, *, to: Subject) -> Matter:
        """What a case page shows of the paper."""
        version = version_of(reference, version_no, to=to)
        paper = version.paper
        return Matter(
            title=version.title or str(paper),
            url=reverse("missions:paper", args=[paper.reference]),
            kind_label=_("Mission paper"),
            summary=[
                (_("Diplomatic mission"), paper.mission.name),
                (_("Receiving State"), paper.country.name),
                (_("Period"), f"{written_date(version.starts_on)} – {written_date(version.last_on)}"),
                (_("Version"), str(version.no)),
            ],
        )

    def content(self, reference: str, version_no: int, *, to: Subject) -> dict[str, Any]:
        """What the hash covers."""
        return content_of(version_of(reference, version_no, to=to))

    def moved(self, case: Case, *, by: Subject, at: dt.datetime) -> None:
        """The paper follows its case, in the deciding transaction."""
        follow(case, by=by, at=at)
