"""What holds for every note, in PostgreSQL's own words (I25; domain.md B3)."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from correspondence.lifecycle import (
    IN_ONLY,
    ON_RECORD,
    OUT_ONLY,
    CorrespondenceDirection,
)

BODIES = ("mission", "institution", "country", "organisation")
_D = CorrespondenceDirection


def _one_body(side: str) -> models.CheckConstraint:
    """One mission, institution, country or organisation, or none and a name as written."""
    nobody = Q(**{f"{side}_{body}__isnull": True for body in BODIES})
    said = nobody & ~Q(**{f"{side}_name": ""})
    for body in BODIES:
        said |= Q(**{f"{side}_{other}__isnull": other != body for other in BODIES})
    return models.CheckConstraint(
        condition=said, name=f"correspondence_{side}_is_one",
        violation_error_message=_("Choose one mission, institution, country or organisation, or write the name."),
    )  # fmt: skip


RULES: list[models.BaseConstraint] = [
    _one_body("sender"),
    _one_body("addressee"),
    models.CheckConstraint(
        condition=Q(direction=_D.INCOMING)
        | Q(sender_mission__isnull=False)
        | Q(sender_institution__isnull=False),
        name="correspondence_leaves_from_us",
        violation_error_message=_("What goes out is sent by one of our missions or institutions."),
    ),
    models.CheckConstraint(
        condition=(~Q(state__in=sorted(OUT_ONLY)) | Q(direction=_D.OUTGOING))
        & (~Q(state__in=sorted(IN_ONLY)) | Q(direction=_D.INCOMING)),
        name="correspondence_state_of_its_direction",
    ),
    models.CheckConstraint(
        condition=~Q(state__in=sorted(ON_RECORD))
        | (Q(dated_on__isnull=False, year__isnull=False) & (Q(direction=_D.INCOMING, received_on__isnull=False)
                                        | (Q(direction=_D.OUTGOING) & ~Q(number="")))),
        name="correspondence_on_record_is_dated",
    ),
    models.CheckConstraint(
        condition=Q(year=ExtractYear("dated_on")) | Q(year__isnull=True, dated_on__isnull=True),
        name="correspondence_year_of_its_date",
    ),
    models.CheckConstraint(
        condition=Q(received_on__isnull=True) | Q(dated_on__isnull=True) | Q(received_on__gte=F("dated_on")),
        name="correspondence_received_after_its_date",
        violation_error_message=_("Nothing is received before the date it carries."),
    ),
    models.CheckConstraint(
        condition=Q(reply_due_on__isnull=True) | Q(reply_expected=True),
        name="correspondence_due_when_expected",
        violation_error_message=_("A day for the reply is set only where a reply is expected."),
    ),
    models.CheckConstraint(
        condition=Q(reply_due_on__isnull=True) | Q(dated_on__isnull=True) | Q(reply_due_on__gte=F("dated_on")),
        name="correspondence_reply_due_after_its_date",
        violation_error_message=_("The reply cannot be due before the date of the note."),
    ),
    models.UniqueConstraint(  # I25; incoming numbers are other people's and may repeat (decisions.md 6)
        fields=["sender_mission", "sender_institution", "year", "number"],
        condition=Q(direction=_D.OUTGOING) & ~Q(number=""), nulls_distinct=False,
        name="correspondence_number_of_sender_and_year",
    ),
]  # fmt: skip
