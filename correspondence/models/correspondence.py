"""Notes and letters that leave and come in (domain.md B3, I25)."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from access.managers import ContextManager, SealedManager
from access.models import ClassifiedRecord
from correspondence.lifecycle import (
    STANDING,
    CorrespondenceDirection,
    CorrespondenceKind,
    CorrespondenceState,
)
from correspondence.models.rules import BODIES, RULES
from correspondence.querysets import CorrespondenceQuerySet
from directory.models import Country, DiplomaticMission, Institution, Organisation
from foundation.references import reference_field

TEXT_LANGUAGES = [
    ("az", _("Azerbaijani")),
    ("en", _("English")),
    ("ru", _("Russian")),
    ("tr", _("Turkish")),
    ("ka", _("Georgian")),
    ("de", _("German")),
    ("fr", _("French")),
    ("other", _("Another language")),
]
_D, _S = CorrespondenceDirection, CorrespondenceState


def _body(to: type[models.Model], words: Any) -> models.ForeignKey:
    return models.ForeignKey(to, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=words)


class Correspondence(ClassifiedRecord):
    """One note or letter. Once it has left or come in it stays as it is; the database sees to that."""

    reference = reference_field("COR", "correspondence_correspondence")
    kind = models.CharField(_("kind"), max_length=20, choices=CorrespondenceKind)
    direction = models.CharField(pgettext_lazy("correspondence", "direction"), max_length=10, choices=_D)
    state = models.CharField(_("state"), max_length=20, choices=_S, default=_S.DRAFT, editable=False)
    state_on = models.DateField(_("since"), editable=False)
    sender_mission = _body(DiplomaticMission, _("sender: mission"))
    sender_institution = _body(Institution, _("sender: institution"))
    sender_country = _body(Country, _("sender: country"))
    sender_organisation = _body(Organisation, _("sender: organisation"))
    sender_name = models.CharField(_("sender as written"), max_length=200, blank=True)
    addressee_mission = _body(DiplomaticMission, _("addressee: mission"))
    addressee_institution = _body(Institution, _("addressee: institution"))
    addressee_country = _body(Country, _("addressee: country"))
    addressee_organisation = _body(Organisation, _("addressee: organisation"))
    addressee_name = models.CharField(_("addressee as written"), max_length=200, blank=True)
    number = models.CharField(_("number"), max_length=60, blank=True)
    dated_on = models.DateField(_("date on the note"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(
        pgettext_lazy("correspondence", "year"), null=True, blank=True, editable=False
    )
    received_on = models.DateField(_("received on"), null=True, blank=True)
    place = models.CharField(_("written in"), max_length=80, blank=True)
    language = models.CharField(_("authentic language"), max_length=5, choices=TEXT_LANGUAGES, default="en")
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(
        _("text or summary"),
        max_length=20_000,
        blank=True,
        help_text=_("A blank line starts a new paragraph."),
    )
    translation = models.TextField(
        _("unofficial translation"), max_length=20_000, blank=True,
        help_text=_("Into Azerbaijani, or into English where the text is Azerbaijani."),
    )  # fmt: skip
    in_reply_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replies", verbose_name=_("in reply to")
    )
    reply_expected = models.BooleanField(_("a reply is expected"), default=False)
    reply_due_on = models.DateField(_("reply due on"), null=True, blank=True)
    about_kind = models.CharField(_("about, kind"), max_length=60, blank=True, editable=False)
    about_reference = models.CharField(
        _("about"), max_length=20, blank=True, help_text=_("Reference of the record this is about.")
    )
    purpose = models.CharField(_("purpose"), max_length=40, blank=True, editable=False)

    objects: ClassVar[Any] = SealedManager.from_queryset(CorrespondenceQuerySet)()
    in_context: ClassVar[Any] = ContextManager.from_queryset(CorrespondenceQuerySet)()

    class Meta(ClassifiedRecord.Meta):
        verbose_name = _("note or letter")
        verbose_name_plural = _("correspondence")
        constraints = RULES
        indexes = [
            models.Index(fields=["about_reference"], name="correspondence_by_record"),
            models.Index(
                fields=["state_on"], condition=Q(state__in=sorted(STANDING), reply_expected=True),
                name="correspondence_outstanding",
            ),
            models.Index(fields=["-year", "-id"], name="correspondence_by_year"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number or self.reference}: {self.subject}"

    def _party(self, side: str) -> str:
        named = getattr(self, f"{side}_name")
        if named:
            return str(named)
        return next((str(found) for body in BODIES if (found := getattr(self, f"{side}_{body}"))), "")

    @property
    def sender(self) -> str:
        """Who wrote it, as written or by its name in the reader's language."""
        return self._party("sender")

    @property
    def addressee(self) -> str:
        """To whom it is written."""
        return self._party("addressee")

    @property
    def other_side(self) -> str:
        """The party that is not ours."""
        return self.addressee if self.is_outgoing else self.sender

    @property
    def is_outgoing(self) -> bool:
        """Written by us."""
        return self.direction == _D.OUTGOING

    def kept_by(self, mission: int | None) -> bool:
        """True for an office at home, and for the mission that wrote it or that it came to."""
        ours = self.sender_mission_id if self.is_outgoing else self.addressee_mission_id
        return mission is None or ours == mission

    @property
    def is_outstanding(self) -> bool:
        """A reply is waited for: theirs to what went out, ours to what came in."""
        return self.reply_expected and self.state in STANDING

    @property
    def waits_since(self) -> Any:
        """The day from which an outstanding reply is counted."""
        return self.dated_on if self.is_outgoing else self.received_on

    @property
    def readable(self) -> str:
        """The text in the reader's language, where there is one."""
        return self.translation if self.translation and self.language != get_language() else self.text
