"""What a post asks for and what an officer brings, on the day he is planned to begin (domain.md I6)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils.translation import gettext as _

from access.context import Subject
from attaches.models import LanguageResult, Officer, OfficerClearance, Post, Posting, TrainingRecord, Waiver
from attaches.terms import (
    Rank,
    Requirement,
    TrainingKind,
    is_junior_enough,
    is_senior_enough,
    slp_meets,
)
from foundation.wording import written_date


@dataclass(frozen=True)
class Check:
    """One requirement of a post: what is asked, what is held, and why it was waived where it was.

    Not `checked` is one of a posting that was taken over: whoever decided then judged by what was known then.
    """

    requirement: Requirement
    asked: str
    held: str
    met: bool
    waived_because: str = ""
    checked: bool = True

    @property
    def in_the_way(self) -> bool:
        """Neither met nor waived."""
        return self.checked and not self.met and not self.waived_because


@dataclass(frozen=True)
class Brought:
    """What an officer brings on a day: the language profile that counts, the course, the clearance."""

    rank: str
    profile: str
    trained_on: dt.date | None
    cleared_until: dt.date | None


def checks_of(posting: Posting, *, to: Subject) -> list[Check]:
    """The requirements of a posting's post against its officer, on the planned first day; waivers included."""
    if posting.taken_over_on is not None:
        asked = checks(posting.post, Brought(posting.officer.rank, "", None, None))
        return [Check(check.requirement, check.asked, "", False, checked=False) for check in asked]
    waived = dict(Waiver.objects.visible_to(to).filter(posting=posting).values_list("requirement", "reason"))
    day = posting.planned.lower
    brought = brought_by([posting.officer], posting.post, to=to, on=day)[posting.officer_id]
    return [
        Check(check.requirement, check.asked, check.held, check.met, waived.get(check.requirement, ""))
        for check in checks(posting.post, brought)
    ]


def check_words(check: Check) -> str:
    """ "Language: tr 3333 · held: 3332 · not met" """
    told = [f"{check.requirement.label}: {check.asked}"]
    if not check.checked:
        return " · ".join([*told, _("not checked: taken over")])
    if check.held:
        told.append(_("held: %(what)s") % {"what": check.held})
    if check.met:
        told.append(_("met"))
    elif check.waived_because:
        told.append(_("not met, waived: %(reason)s") % {"reason": check.waived_because})
    else:
        told.append(_("not met"))
    return " · ".join(str(part) for part in told)


def checks(post: Post, brought: Brought) -> list[Check]:
    """Every requirement the post has; none where it asks for nothing."""
    found = []
    if post.rank_min or post.rank_max:
        met = is_senior_enough(brought.rank, post.rank_min) and is_junior_enough(brought.rank, post.rank_max)
        found.append(Check(Requirement.RANK, _ranks(post), str(Rank(brought.rank).label), met))
    if post.required_slp:
        met = slp_meets(brought.profile, post.required_slp)
        asked = f"{post.language} {post.required_slp}"
        found.append(Check(Requirement.LANGUAGE, asked, brought.profile, met))
    if post.training_required:
        held = written_date(brought.trained_on) if brought.trained_on else ""
        asked = str(TrainingKind.ATTACHE_COURSE.label)
        found.append(Check(Requirement.TRAINING, asked, held, brought.trained_on is not None))
    if post.clearance_required:
        until = brought.cleared_until
        held = _("until %(day)s") % {"day": written_date(until)} if until else ""
        found.append(Check(Requirement.CLEARANCE, _("valid at the start"), held, until is not None))
    return found


def _ranks(post: Post) -> str:
    lowest, highest = (str(Rank(rank).label) if rank else "" for rank in (post.rank_min, post.rank_max))
    if lowest and highest:
        return _("%(lowest)s to %(highest)s") % {"lowest": lowest, "highest": highest}
    return lowest or _("up to %(highest)s") % {"highest": highest}


def brought_by(officers: Iterable[Officer], post: Post, *, to: Subject, on: dt.date) -> dict[int, Brought]:
    """What each of these officers brings to a post on a day; three queries however many.

    Nothing of a later day, nothing that was withdrawn; of language results the newest by then.
    """
    ranks = {officer.pk: officer.rank for officer in officers}
    of_them: dict[str, Any] = {"officer__in": list(ranks)}
    results = LanguageResult.objects.visible_to(to).holding(on).filter(**of_them, language=post.language)
    profiles = dict(results.values_list("officer_id", "slp"))
    courses = TrainingRecord.objects.visible_to(to).holding(on)
    courses = courses.filter(**of_them, kind=TrainingKind.ATTACHE_COURSE)
    trained = dict(courses.order_by("completed_on").values_list("officer_id", "completed_on"))
    cleared = OfficerClearance.objects.visible_to(to).holding(on).filter(**of_them)
    until = dict(cleared.order_by("valid_until").values_list("officer_id", "valid_until"))
    return {
        officer: Brought(rank, profiles.get(officer, ""), trained.get(officer), until.get(officer))
        for officer, rank in ranks.items()
    }


@dataclass(frozen=True)
class Candidate:
    """An officer who could be sent to a post, with what stands in the way."""

    officer: Officer
    checks: tuple[Check, ...]
    is_free: bool

    @property
    def missing(self) -> tuple[Check, ...]:
        """Requirements not met."""
        return tuple(check for check in self.checks if not check.met)


def candidates(post: Post, *, to: Subject, on: dt.date, limit: int = 50) -> list[Candidate]:
    """Officers in order of how much speaks for them on a day: free, requirements met, name; five queries.

    PostgreSQL chooses among all officers; only of those it puts first is told what is met and what is not.
    """
    busy = (
        Posting.objects.visible_to(to)
        .live()
        .filter(
            Q(planned__contains=on) | Q(planned__startswith__gte=on) | Q(incumbency__contains=on),
            officer_id=OuterRef("pk"),
        )
    )
    rows = Officer.objects.visible_to(to).current().by_name().annotate(is_busy=Exists(busy))
    rows = rows.annotate(lacks=_lacks(post, to, on)).order_by("is_busy", "lacks", "name_key", "id")
    pool = list(rows[: 2 * limit])
    brought = brought_by(pool, post, to=to, on=on)
    found = [Candidate(one, tuple(checks(post, brought[one.pk])), not one.is_busy) for one in pool]
    return sorted(found, key=lambda one: (not one.is_free, len(one.missing)))[:limit]


def _lacks(post: Post, to: Subject, on: dt.date) -> Any:
    """How many of the post's requirements an officer does not meet, counted in SQL."""
    ranks = [
        rank
        for rank in Rank
        if is_senior_enough(rank, post.rank_min) and is_junior_enough(rank, post.rank_max)
    ]
    his: dict[str, Any] = {"officer_id": OuterRef("pk")}
    meets: list[Any] = [Q(rank__in=ranks)]
    if post.required_slp:
        tested = LanguageResult.objects.visible_to(to).holding(on).reaching(post.required_slp)
        meets.append(Exists(tested.filter(**his, language=post.language)))
    if post.training_required:
        courses = TrainingRecord.objects.visible_to(to).holding(on)
        meets.append(Exists(courses.filter(**his, kind=TrainingKind.ATTACHE_COURSE)))
    if post.clearance_required:
        meets.append(Exists(OfficerClearance.objects.visible_to(to).holding(on).filter(**his)))
    total: Any = Value(0)
    for requirement in meets:
        total = total + Case(When(requirement, then=0), default=1)
    return total
