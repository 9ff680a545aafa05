"""Verbs around officers, posts and postings over REST: qualifications, selection, approval, handover, calls."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from access.rest import ClassifiedViewSet
from attaches.api import parts
from attaches.models import Posting
from attaches.selectors import handovers as read_handovers
from attaches.selectors import hosts as read_hosts
from attaches.selectors import officers as read_officers
from attaches.selectors.requirements import candidates
from attaches.services import acting, calls, handovers, hosts, merging, qualifications, selection, submissions
from foundation.clock import now, today
from foundation.errors import InvalidInput
from foundation.rest.lists import Column
from foundation.rest.preconditions import expected_version, version_of_part
from foundation.rest.views import Amends, Creates, listed

STEPPING = "stepping"


def adding(
    attribute: str, shape: type[Serializer], call: Callable[..., Any], *clock: str, guarded: bool = False
) -> Any:
    """POST {reference}/{attribute}/: one service that adds to the record or decides about it; answers the record.

    `guarded`: with If-Match, because it changes what the caller has seen.
    """

    def run(self: ClassifiedViewSet, request: Request, **kwargs: Any) -> Response:
        seen = {"version": expected_version(request)} if guarded else {}
        record = self.get_object()
        given = shape(data=request.data)
        given.is_valid(raise_exception=True)
        times = {"on": today(), "at": now()}
        facts = {**{name: times[name] for name in clock}, **given.validated_data}
        call(record, by=self.subject, **facts, **seen)
        return self.answer(record)

    run.__name__ = attribute
    run.__doc__ = (call.__doc__ or "").strip().splitlines()[0]
    named = {"name": STEPPING} if guarded else {}
    decorated = action(detail=True, methods=["post"], url_path=attribute.replace("_", "-"), **named)(run)
    return extend_schema(request=shape)(decorated)


def part_of(rows: QuerySet[Any], no: int) -> Any:
    """The part of a record with a number; 404 when it has none."""
    found = rows.filter(no=no).first()
    if found is None:
        raise Http404
    return found


def complete_training(officer: Any, *, by: Any, no: int, **facts: Any) -> Any:
    """A course was completed on a day."""
    course = part_of(read_officers.entered(officer, "training", to=by), no)
    return qualifications.complete_training(course, by=by, **facts)


def withdraw_language(officer: Any, *, by: Any, no: int, **facts: Any) -> Any:
    """A language result was entered wrongly; it stays to be seen with the reason, and counts no longer."""
    result = part_of(read_officers.entered(officer, "language", to=by), no)
    return qualifications.withdraw_language(result, by=by, **facts)


def withdraw_training(officer: Any, *, by: Any, no: int, **facts: Any) -> Any:
    """A course was entered wrongly; it stays to be seen with the reason, and counts no longer."""
    course = part_of(read_officers.entered(officer, "training", to=by), no)
    return qualifications.withdraw_training(course, by=by, **facts)


def withdraw_clearance(officer: Any, *, by: Any, no: int, **facts: Any) -> Any:
    """A clearance was entered wrongly; it stays to be seen with the reason, and counts no longer."""
    clearance = part_of(read_officers.entered(officer, "clearance", to=by), no)
    return qualifications.withdraw_clearance(clearance, by=by, **facts)


def complete_item(posting: Any, *, by: Any, no: int, **facts: Any) -> Any:
    """A line of the checklist is done."""
    return handovers.complete(part_of(read_handovers.items(posting, to=by), no), by=by, **facts)


def amend_call(posting: Any, *, by: Any, no: int, **facts: Any) -> Any:
    """A call that is still ahead is changed, as of the version that was read of it."""
    call = part_of(read_handovers.calls(posting, to=by), no)
    version = version_of_part(facts, call)
    return calls.amend(call, by=by, version=version, **facts)


def hold_call(posting: Any, *, by: Any, no: int, **facts: Any) -> Any:
    """A call was held on a day."""
    return calls.hold(part_of(read_handovers.calls(posting, to=by), no), by=by, **facts)


def cancel_call(posting: Any, *, by: Any, no: int, **facts: Any) -> Any:
    """A call will not take place."""
    return calls.cancel(part_of(read_handovers.calls(posting, to=by), no), by=by, **facts)


def stand_in(post: Any, *, by: Any, posting: Any, period: dict[str, Any]) -> Any:
    """Somebody stands in at a post."""
    return acting.assign(post, posting, by=by, starts_on=period["lower"], ends_on=period["upper"])


def end_standing_in(post: Any, *, by: Any, on: Any) -> Any:
    """Nobody stands in at a post any more, from a day on."""
    running = read_handovers.acting_at(post, to=by).filter(period__contains=on).first()
    if running is None:
        raise InvalidInput(fields={"on": [_("Nobody stands in at this post on that day.")]})
    return acting.end(running, by=by, on=on)


def submit(posting: Posting, **facts: Any) -> Posting:
    """Put a proposed posting on its route of approval."""
    submissions.submit(posting, **facts)
    return posting


class AroundOfficers:
    """What is added to an officer's record, and withdrawn from it."""

    trainings = adding("trainings", parts.TrainingSerializer, qualifications.record_training, "at")
    complete_training = adding("complete_training", parts.CompletedShape, complete_training, "on", "at")
    clearances = adding("clearances", parts.ClearanceSerializer, qualifications.record_clearance, "at")
    withdraw_language = adding("withdraw_language", parts.WithdrawnShape, withdraw_language, "on", "at")
    withdraw_training = adding("withdraw_training", parts.WithdrawnShape, withdraw_training, "on", "at")
    withdraw_clearance = adding("withdraw_clearance", parts.WithdrawnShape, withdraw_clearance, "on", "at")
    merge = adding("merge", parts.MergeShape, merging.merge, guarded=True)


class AroundPosts:
    """Who stands in at a post, and who could be sent there."""

    acting = adding("acting", parts.ActingSerializer, stand_in)

    end_acting = adding("end_acting", parts.EndActingShape, end_standing_in, "on")

    @extend_schema(responses={200: parts.CandidatePage})
    @action(detail=True, methods=["get"])
    def candidates(self, request: Request, **kwargs: Any) -> Response:
        """Officers in order of how much speaks for them: free, requirements met, by name."""
        post = self.get_object()  # type: ignore[attr-defined]
        found = candidates(post, to=self.subject, on=today())  # type: ignore[attr-defined]
        page = {"next": None, "previous": None, "results": found}
        return Response(parts.CandidatePage(page).data)


class AroundPostings:
    """Selection, approval, handover and calls of a posting."""

    waive = adding("waive", parts.WaiveShape, selection.waive, "on", "at")
    submit_extension = adding(
        "submit_extension", parts.ExtensionShape, submissions.submit_extension, "on", "at", guarded=True
    )
    submit_recall = adding(
        "submit_recall", parts.ReasonShape, submissions.submit_recall, "on", "at", guarded=True
    )
    take_back = adding("take_back", parts.TakeBackShape, submissions.take_back, "at", guarded=True)
    handover = adding("handover", parts.HandoverSerializer, handovers.add)
    handover_done = adding("handover_done", parts.HandoverDoneShape, complete_item, "on", "at")
    calls = adding("calls", parts.CallSerializer, calls.plan)
    call_amended = adding("call_amended", parts.CallAmendedShape, amend_call)
    call_held = adding("call_held", parts.CallHeldShape, hold_call, "on", "at")
    call_cancelled = adding("call_cancelled", parts.CallCancelledShape, cancel_call)


@listed
class HostPracticeViewSet(Creates, Amends, ClassifiedViewSet):
    """What receiving States ask for, by State."""

    http_method_names = ["get", "post", "patch", "head", "options"]
    lookup_field = "country__iso2"
    lookup_url_kwarg = "reference"
    serializer_class = parts.HostPracticeSerializer
    columns = (
        Column("reference", "country__iso2", nullable=False),
        Column("country", "country__iso2", nullable=False),
        Column("consents_to_office", "consents_to_office", bool, nullable=False),
        Column("consents_to_person", "consents_to_person", bool, nullable=False),
        Column("second_note", "second_note", bool, nullable=False),
        Column("lead_days", "lead_days", int, nullable=False),
        Column("call_notice_days", "call_notice_days", int, nullable=False),
    )
    orderings = {"country": "country__iso2"}
    default_ordering = ("country__iso2", "id")

    def rows(self) -> QuerySet:
        return read_hosts.practices(to=self.subject)

    def perform_create(self, data: dict[str, Any]) -> Any:
        return hosts.keep(data.pop("country"), by=self.subject, anew=True, **data)

    def perform_update(self, record: Any, data: dict[str, Any], version: int) -> Any:
        data.pop("country", None)
        return hosts.keep(record.country, by=self.subject, version=version, **data)
