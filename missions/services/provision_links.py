"""Provisions of agreements that serve an objective of a document or answer a threat it names (domain.md A5.25)."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.services.labels import join
from agreements.lifecycle import AgreementState
from agreements.models import Provision
from directory.models import Unit
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput
from foundation.permissions import require
from foundation.writes import insert, update
from missions.lifecycle import DocumentState
from missions.models import ObjectiveProvision, StrategicObjective
from missions.models.provision_link import LINKED_ALREADY
from missions.services.of_posts import held


class LinkedAlready(DomainError):
    """Once is enough."""

    message = LINKED_ALREADY


class LinkedAhead(InvalidInput):
    """A link is entered when it is seen."""

    message = _("The day lies in the future.")


class NothingToServe(InvalidInput):
    """What was withdrawn before it guided anybody states no objective."""

    message = _("This document was withdrawn; its objectives are served no more.")


class NothingAgreed(InvalidInput):
    """What was given up binds nobody."""

    message = _("This agreement was given up before signature; its provisions serve nothing.")


class TakenOff(DomainError):
    """Once is enough."""

    message = _("This link was taken off already.")


class TakenOffEarlier(InvalidInput):
    """It lasted at least until the day it began."""

    message = _("It cannot be taken off before it was linked.")


class WhyTakenOff(InvalidInput):
    """What stood in the line of sight does not vanish from it without a word."""

    message = _("State the reason.")


@verb("provision_links.link")
def link(
    objective: StrategicObjective,
    provision: Provision,
    *,
    by: Subject,
    on: dt.date,
    at: dt.datetime,
    note: str = "",
    is_demo: bool = False,
) -> ObjectiveProvision:
    """Say that a provision serves an objective or answers a threat; marked as high as the higher of the two."""
    require(by, "provision_links.link")
    if on > timezone.localdate(at):
        raise LinkedAhead(fields={"on": LinkedAhead.message})
    if objective.document.state == DocumentState.WITHDRAWN:
        raise NothingToServe(fields={"objective": NothingToServe.message})
    if provision.agreement.state == AgreementState.ABANDONED:
        raise NothingAgreed(fields={"provision": NothingAgreed.message})
    present = ObjectiveProvision.objects.visible_to(by).filter(unlinked_on__isnull=True)
    if present.filter(objective=objective, provision=provision).exists():
        raise LinkedAlready(fields={"provision": LinkedAlready.message})
    return insert(
        ObjectiveProvision(
            objective=objective, provision=provision, note=note.strip(), linked_on=on, is_demo=is_demo,
            label=join([objective.label, provision.label]),
            owner_unit=Unit.objects.filter(office__pk=by.office_id or 0).first(),
        )
    )  # fmt: skip


@verb("provision_links.unlink")
def unlink(
    row: ObjectiveProvision,
    *,
    by: Subject,
    on: dt.date,
    at: dt.datetime,
    reason: str,
    version: int | None = None,
) -> ObjectiveProvision:
    """It does not serve it any more, or never did; until that day it stays in the line of sight."""
    require(by, "provision_links.unlink")
    found: ObjectiveProvision = held(row, by, version)
    if not reason.strip():
        raise WhyTakenOff(fields={"reason": WhyTakenOff.message})
    if found.unlinked_on is not None:
        raise TakenOff
    if on > timezone.localdate(at):
        raise LinkedAhead(fields={"on": LinkedAhead.message})
    if on < found.linked_on:
        raise TakenOffEarlier(fields={"on": TakenOffEarlier.message})
    return update(found, unlinked_on=on)
