"""Papers in effect that somebody new in office has not confirmed, for the planner of reminders (C7, row 13)."""

from typing import Any

from django.db.models import Case, DateField, Exists, F, Func, Max, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from accounts.roles import Role
from approvals.lifecycle import Verdict
from approvals.models import Decision
from approvals.selectors.bars import HomeToday
from attaches.models import Posting
from directory.models import HeadOfMissionTenure
from missions.engine import KIND
from missions.models import MissionPaper, PaperAcknowledgement
from missions.querysets import attaches_come, heads_come, in_effect

HERE = "plan reminders"


def new_in_office() -> QuerySet[Any]:
    """Since a head of mission or an attaché took office after it had signed, his office has not confirmed it.

    The same changes as the paper's page knows (confirmations.changes_at_post): whoever is still to come takes nobody's
    place yet.
    """
    tenures = (
        heads_come(HeadOfMissionTenure.objects.all(), HomeToday())
        .filter(mission=OuterRef("mission"), period__startswith__gt=OuterRef("ambassador_signed"))
        .order_by()
        .values("mission")
        .annotate(last=Max("period__startswith"))
        .values("last")
    )
    postings = (
        attaches_come(Posting.objects.unrestricted(reason=HERE), HomeToday())
        .filter(post__mission=OuterRef("mission"), incumbency__startswith__gt=OuterRef("attache_signed"))
        .order_by()
        .values("post__mission")
        .annotate(last=Max("incumbency__startswith"))
        .values("last")
    )
    papers = in_effect(MissionPaper.objects.unrestricted(reason=HERE))
    signed = papers.annotate(
        ambassador_signed=_signed(Role.HEAD_OF_MISSION), attache_signed=_signed(Role.ATTACHE)
    )
    found = signed.annotate(ambassador_since=Subquery(tenures), attache_since=Subquery(postings))
    unconfirmed = _unconfirmed(Role.HEAD_OF_MISSION, "ambassador_since") | _unconfirmed(
        Role.ATTACHE, "attache_since"
    )
    first = Func(
        _open_since(Role.HEAD_OF_MISSION, "ambassador_since"),
        _open_since(Role.ATTACHE, "attache_since"),
        function="least",
        output_field=DateField(),
    )
    return found.filter(unconfirmed).annotate(due_on=first)


def _signed(role: Role) -> Coalesce:
    """The day the office signed the version in effect; the paper's first day where no signature is in the register."""
    given = Decision.objects.unrestricted(reason=HERE).filter(
        case__kind=KIND, case__object_reference=OuterRef("reference"), case__version_no=OuterRef("current_no"),
        step__co_author=True, office__role=role, verdict=Verdict.SIGN, revocation__isnull=True,
    )  # fmt: skip
    return Coalesce(
        Subquery(given.order_by("-id").values("on")[:1]),
        Func(F("period"), function="lower", output_field=DateField()),
        output_field=DateField(),
    )


def _confirmations(role: Role, since: str) -> Q:
    """Confirmed since then on the paper's page, or read at the end of its case."""
    rows = PaperAcknowledgement.objects.unrestricted(reason=HERE)
    read = Decision.objects.unrestricted(reason=HERE).filter(
        case__kind=KIND, case__object_reference=OuterRef("reference"), case__version_no=OuterRef("current_no"),
        step__aftermath=True, office__role=role, verdict=Verdict.ACKNOWLEDGE, on__gte=OuterRef(since),
    )  # fmt: skip
    return Q(Exists(rows.filter(paper=OuterRef("pk"), office__role=role, on__gte=OuterRef(since)))) | Q(
        Exists(read)
    )


def _unconfirmed(role: Role, since: str) -> Q:
    return Q(**{f"{since}__isnull": False}) & ~_confirmations(role, since)


def _open_since(role: Role, since: str) -> Any:
    return Case(When(_unconfirmed(role, since), then=F(since)), output_field=DateField())
