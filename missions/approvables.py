"""Mission papers as something approvals can run a case on."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from approvals.models import Case
from approvals.registry import Fact, Matter, Wording
from directory.models import Country, DiplomaticMission
from directory.models.country import Region
from foundation.wording import written_date
from missions.engine import KIND
from missions.lifecycle import UNDER_APPROVAL, PaperState
from missions.selectors.contents import content_of
from missions.selectors.papers import papers, version_of
from missions.selectors.wordings import paper_wording
from missions.services.effects import follow


class MissionPapers:
    """The adapter registered with approvals."""

    kind = KIND
    kind_label = _("Mission paper")
    phases = {str(state): state.label for state in PaperState if state in UNDER_APPROVAL}
    facts = {
        "level": Fact(_("level of the marking"), dict(settings.LADDER)),
        "country": Fact(_("receiving State"), lambda: {row.iso2: row.name for row in Country.objects.all()}),
        "region": Fact(_("region"), dict(Region.choices)),
        "mission": Fact(
            _("diplomatic mission"), lambda: {row.code: row.name for row in DiplomaticMission.objects.all()}
        ),
    }

    @property
    def wording(self) -> Wording:
        """How the content is said, in the language of the moment."""
        return paper_wording()

    def matter(self, reference: str, version_no: int, *, to: Subject) -> Matter:
        """What a case page shows of the paper."""
        version = version_of(reference, version_no, to=to)
        paper = version.paper
        return Matter(
            title=version.title,
            url=reverse("missions:paper", args=[paper.reference]),
            kind_label=self.kind_label,
            summary=[
                (_("Diplomatic mission"), paper.mission.name),
                (_("Receiving State"), paper.country.name),
                (_("Period"), f"{written_date(version.starts_on)} – {written_date(version.last_on)}"),
            ],
        )

    def content(self, reference: str, version_no: int, *, to: Subject) -> dict[str, Any]:
        """What the hash covers."""
        return content_of(version_of(reference, version_no, to=to))

    def titles(self, references: Collection[str], *, to: Subject) -> dict[str, str]:
        """Present titles of those papers the viewer may see."""
        found = papers(to=to).filter(reference__in=references).order_by()
        return dict(found.values_list("reference", "title"))

    def moved(self, case: Case, *, by: Subject, at: dt.datetime) -> None:
        """The paper follows its case, in the deciding transaction."""
        follow(case, by=by, at=at)
