"""Postings, extensions and recalls as something approvals can run a case on (domain.md C6)."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from approvals.models import Case
from approvals.registry import Fact, Matter, Wording
from attaches.lifecycle import AccreditationRole, PostingState, PostKind, PostTitle
from attaches.models import Posting
from attaches.selectors.postings import posting_titles
from attaches.selectors.requirements import check_words, checks_of
from attaches.selectors.submissions import submission
from attaches.services.submissions import ON_THE_WAY, follow
from attaches.terms import Rank, Requirement, SubmissionKind
from directory.models import Country, DiplomaticMission, Organisation
from foundation.errors import NotFound
from foundation.wording import written_date

NAMES = {
    "officer_name": _("Officer"), "rank": _("Rank"), "post": _("Post"), "post_title": _("Title of the post"),
    "mission": _("Diplomatic mission"), "planned_from": _("Planned from"), "planned_to": _("Planned to"),
    "until": _("Extended until"), "declared_on": _("Declared persona non grata on"),
    "reason": _("Reason"), "requirements": _("Requirements of the post"),
    "requirement": _("Requirement"), "asked": _("Asked for"), "held": _("Held"), "met": _("Met"),
    "waived_because": _("Waived because"), "receivers": _("Accredited to"), "receiver": _("Receiver"),
    "role": _("Kind"), "consent_waived": _("No consent asked for"), "predecessor": _("Takes over from"),
    "taken_over_on": _("Taken over on"),
}  # fmt: skip


def wording() -> Wording:
    """How the content of a submission is said, in the language of the moment."""
    return Wording(
        names=NAMES,
        values={
            "rank": dict(Rank.choices),
            "post_title": dict(PostTitle.choices),
            "requirement": dict(Requirement.choices),
            "role": dict(AccreditationRole.choices),
            "mission": _missions(),
            "receiver": _receivers(),
        },
        hidden=frozenset({"schema_version", "kind", "posting", "officer"}),
        identity={"requirements": "requirement", "receivers": "receiver"},
        said=dict.fromkeys(("planned_from", "planned_to", "until", "taken_over_on", "declared_on"), _day),
    )


def _missions() -> dict[Any, Any]:
    return {mission.code: mission.name for mission in DiplomaticMission.objects.all()}


def _receivers() -> dict[Any, Any]:
    bodies = [(country.iso2, country.name) for country in Country.objects.all()]
    return dict([*bodies, *((body.code, body.name) for body in Organisation.objects.all())])


def _day(written: str) -> str:
    return written_date(dt.date.fromisoformat(written))


class Submitted:
    """The adapter registered with approvals, once for each kind of submission."""

    phases: Mapping[str, Any] = {str(state): state.label for state in ON_THE_WAY}
    final_phases = frozenset({str(PostingState.MOD_ORDERED), str(PostingState.MFA_COORDINATED)})
    facts: Mapping[str, Fact] = {
        "post_kind": Fact(_("kind of post"), dict(PostKind.choices)),
        "head_of_mission": Fact(
            _("head of mission"),
            {
                True: _("the mission has an office of its head"),
                False: _("the mission has no office of its head"),
            },
        ),
    }

    urgent_route = ""

    def __init__(self, kind: SubmissionKind) -> None:
        self.kind, self.kind_label = str(kind.value), kind.label
        if kind == SubmissionKind.POSTING_PNG:
            self.urgent_route = "posting-png"  # the receiving State has done it already
            self.phases = {str(PostingState.DECLARED_PNG): PostingState.DECLARED_PNG.label}
        elif kind != SubmissionKind.POSTING:
            states = (PostingState.IN_POST, PostingState.EXTENSION_PENDING)
            self.phases = {str(state): state.label for state in states}

    @property
    def wording(self) -> Wording:
        """See wording()."""
        return wording()

    def matter(self, reference: str, version_no: int, *, to: Subject) -> Matter:
        """What a case page shows of the posting."""
        found = submission(reference, version_no, to=to)
        if found is None:
            raise NotFound
        posting = found.posting
        return Matter(
            title=f"{posting.officer} – {posting.post.label_words}",
            url=reverse("admin:attaches_posting_change", args=[posting.reference]),
            kind_label=self.kind_label,
            summary=[
                (_("Diplomatic mission"), posting.post.mission.name),
                (
                    _("Planned"),
                    f"{written_date(posting.planned.lower)} – {written_date(posting.planned.upper)}",
                ),
                *self._on_record(posting, to),
            ],
        )

    def _on_record(self, posting: Posting, to: Subject) -> list[tuple[Any, Any]]:
        """What security and the language center confirm, as it stands now; the content keeps the day of submission."""
        if self.kind != SubmissionKind.POSTING or posting.state not in ON_THE_WAY:
            return []
        found = "; ".join(check_words(check) for check in checks_of(posting, to=to))
        return [(_("Requirements of the post today"), found or _("The post asks for none."))]

    def content(self, reference: str, version_no: int, *, to: Subject) -> dict[str, Any]:
        """What the hash covers."""
        found = submission(reference, version_no, to=to)
        if found is None:
            raise NotFound
        return dict(found.content)

    def titles(self, references: Collection[str], *, to: Subject) -> dict[str, str]:
        """Present titles of those postings the viewer may see."""
        return {reference: str(titled.title) for reference, titled in posting_titles(references, to).items()}

    def moved(self, case: Case, *, by: Subject, at: dt.datetime) -> None:
        """The posting follows its case, in the deciding transaction."""
        follow(case, by=by, at=at)
