"""Selection against what the post asks for; the head of department waives, in a decision of his own (domain.md I6)."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from attaches.lifecycle import FORTHCOMING
from attaches.models import Posting, PostingDrafter, Waiver
from attaches.selectors.requirements import checks_of
from attaches.services.steps import Frozen, StepInFuture, lock, need_reason
from attaches.terms import Requirement
from foundation.acts import verb
from foundation.errors import DomainError
from foundation.permissions import require
from foundation.wording import legal_day
from foundation.writes import insert


class RankBelowRequirement(DomainError):
    """The post asks for a rank."""

    message = _("The officer's rank is not one the post asks for.")


class LanguageBelowRequirement(DomainError):
    """Every skill reaches what the post asks for at the start (I6)."""

    message = _(
        "No language result that is valid at the start reaches what the post asks for. The head of the International "
        "Military Cooperation Department may waive this with a reason."
    )


class TrainingMissing(DomainError):
    """The post asks for the attaché course."""

    message = _("The officer has not completed an attaché course that is valid at the start.")


class ClearanceMissing(DomainError):
    """The post asks for a security clearance."""

    message = _("The officer has no security clearance that is valid at the start.")


class AlreadyWaived(DomainError):
    """A requirement is waived once for a posting."""

    message = _("This requirement has been waived for this posting already.")


REFUSALS: dict[Requirement, type[DomainError]] = {
    Requirement.RANK: RankBelowRequirement,
    Requirement.LANGUAGE: LanguageBelowRequirement,
    Requirement.TRAINING: TrainingMissing,
    Requirement.CLEARANCE: ClearanceMissing,
}


def check_requirements(posting: Posting, by: Subject, *which: Requirement) -> None:
    """Raise what stands in the way of the first of these requirements that is neither met nor waived."""
    for check in checks_of(posting, to=by):
        if check.requirement in which and check.in_the_way:
            raise REFUSALS[check.requirement]


@verb("postings.waive")
def waive(
    posting: Posting, *, by: Subject, requirement: str, reason: str, on: dt.date, at: dt.datetime,
    is_demo: bool = False,
) -> Waiver:  # fmt: skip
    """A requirement is waived for this posting, with the reason; the decision stays on its page."""
    require(by, "postings.waive")
    need_reason(reason)
    held = lock(posting)
    if held.state not in FORTHCOMING:
        raise Frozen
    if on > legal_day(at):
        raise StepInFuture
    if Waiver.objects.visible_to(by).filter(posting=held, requirement=requirement).exists():
        raise AlreadyWaived
    return insert(
        Waiver(
            posting=held, label=held.label, requirement=requirement, reason=reason.strip(), decided_on=on,
            decided_by_id=by.user_id, office_id=by.office_id or 0, is_demo=is_demo,
        )
    )  # fmt: skip


def drafted(posting: Posting, by: Subject) -> None:
    """Remember who drafted or amended a posting: such a person decides on none of its steps (I22)."""
    rows = PostingDrafter.objects.visible_to(by).filter(posting=posting, user_id=by.user_id)
    if not rows.exists():
        insert(PostingDrafter(posting=posting, user_id=by.user_id, label=posting.label))
