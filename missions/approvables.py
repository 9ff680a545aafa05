"""Mission papers and strategic documents as something approvals can run a case on."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from accounts.roles import Role
from approvals.lifecycle import Verdict
from approvals.models import Case
from approvals.registry import Fact, Matter, Needed, Standing, Wording
from directory.models import Country, DiplomaticMission
from directory.models.country import Region
from foundation.wording import NOTHING, written_date, written_period
from missions.engine import KIND
from missions.lifecycle import (
    UNDER_APPROVAL,
    DocumentKind,
    PaperState,
    VersionState,
    over_the_document,
    over_the_page,
)
from missions.selectors import document_contents
from missions.selectors import documents as shelf
from missions.selectors.contents import content_of
from missions.selectors.document_wordings import document_wording
from missions.selectors.guidance import contact_lines
from missions.selectors.papers import papers, version_of
from missions.selectors.wordings import paper_wording
from missions.services import document_effects
from missions.services.effects import follow
from missions.terms import DOCUMENT_KIND, TIERS, Accredited


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
        "tier": Fact(
            _("tier of the receiving State by its ranks, 1 to be served first"), {n: str(n) for n in TIERS}
        ),
        "relations": Fact(_("how we are represented to the State"), dict(Accredited.choices)),
    }
    # The common vision of attaché and ambassador, in the name of both ministries (A2.16).
    needed = (
        Needed(Role.ATTACHE, Verdict.SIGN, at_mission=True),
        Needed(Role.HEAD_OF_MISSION, Verdict.SIGN, at_mission=True),
        Needed(Role.MOD_LEADERSHIP, Verdict.APPROVE),
        Needed(Role.MFA_LEADERSHIP, Verdict.APPROVE),
    )

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
                *contact_lines(to=to),
            ],
        )

    def content(self, reference: str, version_no: int, *, to: Subject) -> dict[str, Any]:
        """What the hash covers."""
        return content_of(version_of(reference, version_no, to=to))

    def standing(self, reference: str, version_no: int, *, to: Subject) -> Standing:
        """What the printed paper says of itself: a paper lives on when its case is over."""
        version = version_of(reference, version_no, to=to)
        return Standing(
            word=version.get_state_display(), over=over_the_page(PaperState(version.state)),
            labels=(version.label_id,), issuers=("mod", "mfa"), language=version.language,
        )  # fmt: skip

    def titles(self, references: Collection[str], *, to: Subject) -> dict[str, str]:
        """Present titles of those papers the viewer may see."""
        found = papers(to=to).filter(reference__in=references).order_by()
        return dict(found.values_list("reference", "title"))

    def moved(self, case: Case, *, by: Subject, at: dt.datetime) -> None:
        """The paper follows its case, in the deciding transaction."""
        follow(case, by=by, at=at)


class StrategicDocuments:
    """The adapter registered with approvals; the routes differ by kind of document."""

    kind = DOCUMENT_KIND
    kind_label = _("Strategic document")
    phases = {
        str(state): state.label
        for state in (PaperState.MOD_REVIEW, PaperState.MFA_REVIEW, PaperState.JOINT_APPROVAL)
    }

    facts = {
        "document_kind": Fact(_("kind of document"), dict(DocumentKind.choices)),
        "level": Fact(_("level of the marking"), dict(settings.LADDER)),
    }

    @property
    def wording(self) -> Wording:
        """How the content is said, in the language of the moment."""
        return document_wording()

    def matter(self, reference: str, version_no: int, *, to: Subject) -> Matter:
        """What a case page shows of the document."""
        version = shelf.version_of(reference, version_no, to=to)
        document = version.document
        days = written_period(version.starts_on, version.last_on) if version.starts_on else NOTHING
        return Matter(
            title=version.title,
            url=reverse("missions:document", args=[document.reference]) + f"?version={version.no}",
            kind_label=self.kind_label,
            summary=[
                (_("Kind"), document.get_kind_display()),
                (_("Custodian"), document.custodian.name),
                (_("Derives from"), document.derives_from.title if document.derives_from else NOTHING),
                (_("Period"), days),
                *contact_lines(to=to),
            ],
        )

    def content(self, reference: str, version_no: int, *, to: Subject) -> dict[str, Any]:
        """What the hash covers."""
        return document_contents.content_of(shelf.version_of(reference, version_no, to=to))

    def standing(self, reference: str, version_no: int, *, to: Subject) -> Standing:
        """What the printed document says of itself: it guides when its case is over, or without one."""
        version = shelf.version_of(reference, version_no, to=to)
        document = version.document
        is_joint = document.kind == DocumentKind.JOINT_AGREEMENT
        return Standing(
            word=version.get_state_display(), over=over_the_document(VersionState(version.state)),
            labels=(version.label_id,), issuers=("mod", "mfa") if is_joint else (document.custodian_code,),
            language=version.language,
        )  # fmt: skip

    def titles(self, references: Collection[str], *, to: Subject) -> dict[str, str]:
        """Titles of those documents the viewer may see; of one on its way that of the newest text."""
        found = shelf.documents(to=to).filter(reference__in=references).order_by()
        return dict(found.values_list("reference", "newest_title"))

    def moved(self, case: Case, *, by: Subject, at: dt.datetime) -> None:
        """The version follows its case, in the deciding transaction."""
        document_effects.follow(case, by=by, at=at)
