"""Whether the pool is ready: languages held and asked for, courses, obligations, on a day (domain.md A1.6, C8)."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, Q

from access.context import Subject
from attaches.lifecycle import PostState
from attaches.models import LanguageResult, Post, Posting, PostTransition, TrainingRecord
from attaches.selectors.posture import states_on
from attaches.terms import profile, slp_meets


@dataclass(frozen=True)
class Held:
    """The newest valid result of an officer in a language."""

    officer: str
    officer_id: int
    language: str
    slp: str
    valid_until: dt.date
    label_id: int

    @property
    def weakest(self) -> int:
        """The lowest of the four skills, a plus left out."""
        return int(min(profile(self.slp)))


@dataclass(frozen=True)
class Asked:
    """An established post that asks for a language, and what its holder brings."""

    post: str
    code: str
    mission: str
    language: str
    required: str
    holder: str | None
    posting: str | None
    held: str | None
    valid_until: dt.date | None
    label_ids: frozenset[int]

    @property
    def meets(self) -> bool | None:
        """None where nobody holds the post."""
        if self.posting is None:
            return None
        return self.held is not None and slp_meets(self.held, self.required)


@dataclass(frozen=True)
class Course:
    """A course within the period, or under way."""

    officer: str
    officer_name: str
    kind: str
    title: str
    completed_on: dt.date | None
    obliged_until: dt.date | None
    label_id: int


def held_on(*, to: Subject, as_of: dt.date, language: str = "") -> list[Held]:
    """The newest result of each officer and language by a day, where it is valid on that day; one query."""
    rows = LanguageResult.objects.visible_to(to).holding(as_of)
    if language:
        rows = rows.filter(language=language)
    return [
        Held(*row)
        for row in rows.order_by("officer_id", "language").values_list(
            "officer__reference", "officer_id", "language", "slp", "valid_until", "label_id"
        )
    ]


def asked_on(*, to: Subject, as_of: dt.date, held: list[Held], language: str = "") -> list[Asked]:
    """Posts established on a day that ask for a language, with what their holders bring; three queries."""
    established = [
        pk
        for pk, state in states_on(PostTransition, "post_id", to, as_of).items()
        if state == PostState.ESTABLISHED
    ]
    posts = (
        Post.objects.visible_to(to)
        .filter(pk__in=established)
        .exclude(required_slp="")
        .select_related("mission")
    )
    if language:
        posts = posts.filter(language=language)
    holders = {
        row.post_id: row
        for row in Posting.objects.visible_to(to)
        .current_on(as_of)
        .filter(post__in=posts)
        .select_related("officer")
    }
    results = {(one.officer_id, one.language): one for one in held}
    return [_asked(post, holders.get(post.pk), results) for post in posts.order_by("code")]


def _asked(post: Post, holder: Posting | None, results: dict[tuple[int, str], Held]) -> Asked:
    found = results.get((holder.officer_id, post.language)) if holder else None
    return Asked(
        post.reference, post.code, post.mission.name, post.language, post.required_slp,
        holder.officer.full_name if holder else None, holder.reference if holder else None,
        found.slp if found else None, found.valid_until if found else None,
        frozenset({post.label_id, *({holder.label_id} if holder else ())}),
    )  # fmt: skip


def courses_in(*, to: Subject, since: dt.date, as_of: dt.date) -> list[Course]:
    """Courses completed in a period or under way at its end, and obligations that still run; one query."""
    rows = TrainingRecord.objects.visible_to(to).standing().filter(starts_on__lte=as_of)
    rows = rows.filter(
        Q(completed_on__gt=since, completed_on__lte=as_of)
        | Q(completed_on__isnull=True)
        | Q(completed_on__gt=as_of)
        | Q(obliged_until__gte=as_of)
    )
    found = rows.order_by(F("completed_on").desc(nulls_first=True), "id").values_list(
        "officer__reference",
        "officer__full_name",
        "kind",
        "title",
        "completed_on",
        "obliged_until",
        "label_id",
    )
    return [Course(*row) for row in found]


def languages_known(*, to: Subject) -> list[str]:
    """Languages somebody was tested in or a post asks for."""
    tested = (
        LanguageResult.objects.visible_to(to)
        .standing()
        .order_by("language")
        .values_list("language", flat=True)
        .distinct()
    )
    wanted = Post.objects.visible_to(to).exclude(language="").values_list("language", flat=True).distinct()
    return sorted({*tested, *wanted})
