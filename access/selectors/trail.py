"""The trail in people's words: who, in which office, what was done, and which field went from what to what."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from access.models import Classified, ClassifiedRecord
from access.selectors.trail_words import Wordings
from accounts.models import Office, User
from audit.models import Event
from audit.selectors.history import MOST, Parts, history_of_row, together
from foundation.azerbaijani import search_fold
from foundation.permissions import in_words, reason_in_words
from foundation.sorting import AzSearchFold

ADDED, CHANGED, REMOVED = _("Added"), _("Changed"), _("Removed")
# By these the row that replaces another is recognised.
IDENTITIES = ("code", "country_id", "no")
Difference = dict[str, tuple[Any, Any]]
UNSAID = frozenset({"id", "version", "created_at", "is_demo", "content", "schema_version", "reference"})


@dataclass(frozen=True)
class Told:
    """One line of a history."""

    at: dt.datetime
    who: str
    office: str
    what: Any
    thing: Any
    verb: str
    reason: str
    changes: tuple[tuple[str, str, str], ...]
    label_ids: tuple[int, ...]


def parts_of(record: Any) -> list[Parts]:
    """Rows that belong to a record and have no reference of their own; what triggers write beside is left out."""
    own_row = Parts(record._meta.db_table, [record.pk], "id", [record.pk])
    links = [relation.field for relation in record._meta.related_objects if _is_part(relation.related_model)]
    present = defaultdict(list)
    for place, key in together(
        _present(link.model, link, [record.pk]).values_list(Value(place), "pk")
        for place, link in enumerate(links)
    ):
        present[place].append(key)
    found = [] if isinstance(record, ClassifiedRecord) else [own_row]
    return found + [
        Parts(link.model._meta.db_table, present[place], link.column, [record.pk])
        for place, link in enumerate(links)
    ]


def _is_part(model: Any) -> bool:
    own = issubclass(model, Classified) and not issubclass(model, ClassifiedRecord)
    beside = getattr(model, "append_only", False) or getattr(model, "only_relabelled", False)
    return own and not beside


def history_of_open(record: Any, *, to: Any) -> "list[Told]":
    """History of a row of an open table."""
    table = record._meta.db_table
    return told(history_of_row(table, record.pk, to=to)[:MOST], head=table)


def parts(model: Any, link: Any, owners: list[int]) -> Parts:
    """Rows of one table that name one of these owners, as far as the running subject sees them."""
    present = _present(model, link, owners).values_list("pk", flat=True)
    return Parts(model._meta.db_table, list(present), link.column, owners)


def _present(model: Any, link: Any, owners: list[int]) -> Any:
    return model._default_manager.filter(**{f"{link.name}__in": owners}).order_by()


def told(events: Iterable[Event], *, head: str, links: Collection[str] = ()) -> list[Told]:
    """Events of a record in table `head` and of its parts, newest first, each row that was replaced told as changed.

    `links`: columns by which parts name the record, which everybody knows who reads its history.
    """
    events = list(events)
    people = _people({event.actor_id or 0 for event in events})
    offices = _offices({event.office_id or 0 for event in events})
    models = {model._meta.db_table: model for model in apps.get_models()}
    differences = _differences(events, head)
    words = Wordings(models, [(event.table, differences.get(event.pk, {})) for event in events])
    return [
        Told(
            event.at,
            people.get(event.actor_id or 0, ""),
            offices.get(event.office_id or 0, ""),
            _done(event, differences[event.pk]),
            models[event.table]._meta.verbose_name if event.table in models else event.table,
            in_words(event.verb) if "." in event.verb else "",
            reason_in_words(event.reason) if event.label_id is None or _values(event) is not None else "",
            words.changes(event.table, differences[event.pk], unsaid=links),
            _labels(event),
        )
        for event in events
        if event.pk in differences
    ]


def _people(keys: set[int]) -> dict[int, str]:
    """Names by number; of what the system did by itself the office says enough, in the reader's language."""
    people = User.objects.filter(pk__in=keys, is_service=False)
    return dict(people.values_list("pk", "full_name"))


def _offices(keys: set[int]) -> dict[int, str]:
    return {office.pk: office.name for office in Office.objects.filter(pk__in=keys)}


def name_actors(events: Collection[Event]) -> None:
    """Put the names of person and office on envelopes, for the page that lists them."""
    people = _people({event.actor_id or 0 for event in events})
    offices = _offices({event.office_id or 0 for event in events})
    for event in events:
        event.who = people.get(event.actor_id or 0, "")  # type: ignore[attr-defined]
        event.office = offices.get(event.office_id or 0, "")  # type: ignore[attr-defined]


def people_called(words: str) -> list[int]:
    """Keys of the persons with this user name, or with all these words in their name."""
    parts = search_fold(words).split()
    named = User.objects.alias(folded=AzSearchFold("full_name"))
    for part in parts:
        named = named.filter(folded__contains=part)
    called = [User.objects.filter(username__iexact=words), *([named] if parts else [])]
    return sorted({pk for found in called for pk in found.values_list("pk", flat=True)})


def _values(event: Event) -> Any:
    """Nothing for whom the row policy gives the envelope only."""
    return getattr(event, "change", None)


def _labels(event: Event) -> tuple[int, ...]:
    """Under what its values stood and stand; a line without values tells of the record alone."""
    change = _values(event)
    before = (change.before or {}).get("label_id") if change else None
    return tuple({label for label in (event.label_id, before) if label is not None}) if change else ()


def _differences(events: list[Event], head: str) -> dict[int, Difference]:
    """What each event changed; the removal of a row that was replaced is told by the event that replaced it."""
    replaced = _replacements(events)
    told_elsewhere = {removal.pk for removal in replaced.values()}
    found: dict[int, Difference] = {}
    for event in events:
        change = _values(event)
        if event.pk in told_elsewhere:
            continue
        before = change.before if change else None
        before = _values(replaced[event.pk]).before if event.pk in replaced else before
        difference = _difference(before or {}, (change.after if change else None) or {})
        if before and change.after and not difference:
            continue  # only its version moved on
        if event.table != head and not (before and change.after):
            difference.pop("label_id", None)  # a part carries its record's label
        # That a record came is enough; of a part it is told what came.
        found[event.pk] = {} if event.table == head and not before else difference
    return found


def _difference(before: dict[str, Any], after: dict[str, Any]) -> Difference:
    names = [*after, *(name for name in before if name not in after)]
    return {
        name: (before.get(name), after.get(name))
        for name in names
        if name not in UNSAID and before.get(name) != after.get(name)
    }


def _replacements(events: list[Event]) -> dict[int, Event]:
    """Key of the event that brought a row -> the event that took out the one it replaces, within one transaction."""
    gone: dict[tuple[int, str], list[Event]] = defaultdict(list)
    for event in reversed(events):
        change = _values(event)
        if change and change.after is None:
            gone[event.transaction, event.table].append(event)
    pairs: dict[int, Event] = {}
    for event in reversed(events):
        change = _values(event)
        if change and change.before is None:
            earlier = [one for one in gone[event.transaction, event.table] if one.pk < event.pk]
            match = _match(change.after, earlier)
            if match:
                pairs[event.pk] = match
                gone[event.transaction, event.table].remove(match)
    return pairs


def _match(row: dict[str, Any], earlier: list[Event]) -> Event | None:
    same = (one for one in earlier if not _difference(_values(one).before, row))
    named = (
        one
        for one in earlier
        for name in IDENTITIES
        if row.get(name) and _values(one).before.get(name) == row[name]
    )
    return next(same, None) or next(named, None)


def _done(event: Event, difference: Difference) -> Any:
    change = _values(event)
    if change is None:
        return ""
    if change.after is None:
        return REMOVED
    known_before = change.before is not None or any(
        before is not None for before, _after in difference.values()
    )
    return CHANGED if known_before else ADDED
