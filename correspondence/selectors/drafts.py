"""What notes may be drafted about a record now."""

from collections.abc import Sequence

from access.context import Subject
from correspondence.registry import Purpose, drafting_of
from correspondence.selectors.subjects import kind_of


def purposes_for(reference: str, *, to: Subject) -> Sequence[Purpose]:
    """Purposes the record's own app offers; empty where there is none, or nothing to see."""
    drafting = drafting_of(kind_of(reference))
    return drafting.purposes(reference, to=to) if drafting else ()
