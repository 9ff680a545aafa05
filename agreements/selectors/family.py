"""The family tree: from the eldest instrument down, with what each does to the one above it (VCLT arts 39-41, 59)."""

from dataclasses import dataclass

from django.db.models import Q

from access.context import Subject
from agreements.lifecycle import TERMINAL
from agreements.models import Agreement, Supersession
from agreements.selectors.agreements import agreements

DEEPEST = 12  # generations shown; families of treaties have two or three


@dataclass(frozen=True)
class Relative:
    """A member of the family, `depth` generations below the eldest one."""

    agreement: Agreement
    depth: int
    is_self: bool
    orphaned: bool

    @property
    def indent(self) -> range:
        """One step for each generation."""
        return range(self.depth)


@dataclass(frozen=True)
class Family:
    """The tree, and what took whose place; empty where the agreement stands alone."""

    relatives: tuple[Relative, ...]
    successor: Agreement | None
    superseded_on: object
    predecessors: tuple[Agreement, ...]

    @property
    def stands_alone(self) -> bool:
        """Nothing to show."""
        return len(self.relatives) < 2 and self.successor is None and not self.predecessors

    @property
    def label_ids(self) -> list[int]:
        """Labels of everything that is told."""
        others = filter(None, (self.successor, *self.predecessors))
        return [row.agreement.label_id for row in self.relatives] + [other.label_id for other in others]


def family(agreement: Agreement, *, to: Subject) -> Family:
    """What `to` may see of it: one query a generation, one for supersession."""
    rows = Supersession.objects.visible_to(to).filter(Q(earlier=agreement) | Q(successor=agreement))
    places = list(rows.select_related("successor", "earlier"))
    after = next((row for row in places if row.earlier_id == agreement.pk), None)
    before = [row for row in places if row.successor_id == agreement.pk]
    return Family(
        relatives=tuple(_tree(_eldest(agreement, to), agreement, to)),
        successor=after.successor if after else None,
        superseded_on=after.since if after else None,
        predecessors=tuple(row.earlier for row in before),
    )


def _eldest(agreement: Agreement, to: Subject) -> Agreement:
    eldest = agreement
    for _generation in range(DEEPEST):
        above = agreements(to=to).filter(pk=eldest.parent_id).first() if eldest.parent_id else None
        if above is None:
            break
        eldest = above
    return eldest


def _tree(eldest: Agreement, one: Agreement, to: Subject) -> list[Relative]:
    below: dict[int, list[Agreement]] = {}
    generation = [eldest.pk]
    for _generation in range(DEEPEST):
        rows = list(agreements(to=to).filter(parent__in=generation).order_by("signed_on", "id"))
        if not rows:
            break
        for row in rows:
            below.setdefault(row.parent_id or 0, []).append(row)
        generation = [row.pk for row in rows]
    return list(_walk(eldest, None, 0, one, below))


def _walk(
    member: Agreement, above: Agreement | None, depth: int, one: Agreement, below: dict[int, list[Agreement]]
) -> list[Relative]:
    orphaned = above is not None and above.state in TERMINAL and member.state not in TERMINAL
    found = [Relative(member, depth, member.pk == one.pk, orphaned)]
    for child in below.get(member.pk, []):
        found.extend(_walk(child, member, depth + 1, one, below))
    return found
