"""Foreign attachés accredited to us: the inbound register (VCDR arts 7, 9, 10; domain.md B2)."""

from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.managers import ContextManager, SealedManager
from access.models import Classified, ClassifiedRecord
from attaches.lifecycle import CORPS_TITLES, FOREIGN_OVER, CorpsCallKind, ForeignAttacheState, PostTitle
from attaches.models.steps import Step, Stepwise
from attaches.querysets import ForeignAttacheQuerySet
from directory.models import Country
from foundation.models import Versioned
from foundation.references import reference_field
from foundation.sorting import AzSortKey

_SAME, _SHARE = RangeOperators.EQUAL, RangeOperators.OVERLAPS
_S = ForeignAttacheState
CORPS_TITLE_CHOICES = [(title.value, title.label) for title in CORPS_TITLES]
_AGREED = sorted(
    [_S.CONSENT_GRANTED, _S.ACCREDITATION_REQUESTED, _S.ACCREDITED, _S.IN_FUNCTION, _S.ENDED, _S.DECLARED_PNG]
)
_NOTED = sorted([_S.ACCREDITATION_REQUESTED, _S.ACCREDITED, _S.IN_FUNCTION, _S.ENDED])
_ACCREDITED = sorted([_S.ACCREDITED, _S.IN_FUNCTION, _S.ENDED])


def _day(name: Any) -> Any:
    return models.DateField(name, null=True, blank=True, editable=False)


def _after(later: str, earlier: str, *, known: bool = False) -> Q:
    """`later` is not before `earlier`; where one is missing there is no order, unless `known` asks for the earlier."""
    order = Q(**{f"{later}__gte": F(earlier)}) | Q(**{f"{later}__isnull": True})
    return order if known else order | Q(**{f"{earlier}__isnull": True})


class ForeignAttache(ClassifiedRecord, Stepwise):
    """An officer another State sends to us, by name and rank as its note gives them; one record per tenure.

    `function`: arrival notified to functions ended, half-open. `seat` is the State he lives in when he is accredited
    to us from there; without one he is resident with us.
    """

    reference = reference_field("FAT", "attaches_foreignattache")
    country = models.ForeignKey(Country, models.PROTECT, related_name="+", verbose_name=_("sending State"))
    full_name = models.CharField(_("name"), max_length=160)
    rank = models.CharField(
        _("rank"), max_length=60, help_text=_("As the note of the sending State gives it.")
    )
    title = models.CharField(
        pgettext_lazy("post", "title"), max_length=40, default=PostTitle.DEFENCE_ATTACHE,
        choices=CORPS_TITLE_CHOICES,
    )  # fmt: skip
    seat = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("resides in"),
        help_text=_("Only where he does not reside with us but is accredited from another State."),
    )  # fmt: skip
    predecessor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
        verbose_name=_("takes over from"),
    )
    state = models.CharField(
        _("state"), max_length=30, choices=_S, default=_S.CONSENT_REQUESTED, editable=False
    )
    requested_on = models.DateField(_("request received"), editable=False)
    concurred_on = _day(_("the Center concurred"))
    replied_on = _day(_("our reply"))
    accreditation_requested_on = _day(_("second note received"))
    accredited_on = _day(_("accredited on"))
    arrived_on = _day(_("arrived on"))
    function = DateRangeField(_("in function"), null=True, blank=True, editable=False)
    ended_on = _day(pgettext_lazy("foreign attaché", "ended on"))
    departed_on = _day(_("left on"))
    dean = DateRangeField(_("dean of the corps"), null=True, blank=True, editable=False)

    objects: ClassVar[Any] = SealedManager.from_queryset(ForeignAttacheQuerySet)()
    in_context: ClassVar[Any] = ContextManager.from_queryset(ForeignAttacheQuerySet)()

    class Meta(ClassifiedRecord.Meta):
        verbose_name = _("foreign attaché")
        verbose_name_plural = _("foreign attachés")
        constraints = [
            ExclusionConstraint(  # I1; a State may have several assistants
                name="one_foreign_attache_of_a_title",
                expressions=[("country", _SAME), ("title", _SAME), ("function", _SHARE)],
                condition=~Q(title=PostTitle.ASSISTANT_ATTACHE),
            ),
            ExclusionConstraint(name="one_dean_of_the_corps", expressions=[("dean", _SHARE)]),
            models.CheckConstraint(
                condition=_after("concurred_on", "requested_on") & _after("replied_on", "requested_on"),
                name="foreign_reply_after_request",
            ),
            models.CheckConstraint(  # I3
                condition=_after("accreditation_requested_on", "replied_on", known=True)
                & _after("accredited_on", "accreditation_requested_on", known=True)
                & _after("arrived_on", "replied_on", known=True)
                & _after("departed_on", "arrived_on", known=True),
                name="foreign_dates_in_order",
            ),
            models.CheckConstraint(  # domain.md A1.1
                condition=~Q(state__in=_AGREED)
                | Q(concurred_on__isnull=False, replied_on__isnull=False, concurred_on__lte=F("replied_on")),
                name="foreign_consent_needs_concurrence",
            ),
            models.CheckConstraint(
                condition=(~Q(state__in=_NOTED) | Q(accreditation_requested_on__isnull=False))
                & (~Q(state__in=_ACCREDITED) | Q(accredited_on__isnull=False)),
                name="foreign_accredited_by_second_note",
            ),
            models.CheckConstraint(
                condition=~Q(state=_S.CONSENT_REQUESTED) | Q(replied_on__isnull=True),
                name="foreign_request_waits_for_reply",
            ),
            models.CheckConstraint(
                condition=~Q(state=_S.CONSENT_REFUSED) | Q(replied_on__isnull=False), name="foreign_refusal_is_a_reply"
            ),
            models.CheckConstraint(
                condition=~Q(state=_S.IN_FUNCTION)
                | Q(function__isnull=False, function__upper_inf=True)
                & (Q(arrived_on__isnull=False) | Q(seat__isnull=False)),
                name="foreign_in_function_has_begun",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(FOREIGN_OVER)) | Q(function__isnull=True) | Q(function__upper_inf=False),
                name="foreign_over_is_not_in_function",
            ),
            models.CheckConstraint(
                condition=Q(dean__isnull=True) | Q(function__isnull=False, dean__contained_by=F("function")),
                name="foreign_dean_in_function",
            ),
            models.CheckConstraint(
                condition=~Q(state=_S.OBJECTED) | Q(seat__isnull=False), name="foreign_objection_to_non_resident"
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["country", "state"], name="foreign_attache_by_country"),
            models.Index(AzSortKey("full_name"), "id", name="foreign_attache_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.rank} {self.full_name} ({self.country})"

    @property
    def is_resident(self) -> bool:
        """Lives with us."""
        return self.seat_id is None


class ForeignAttacheTransition(Step):
    """A state a foreign attaché reached."""

    attache = models.ForeignKey(ForeignAttache, models.PROTECT, related_name="steps")

    class Meta(Step.Meta):
        verbose_name = _("step of a foreign attaché")
        verbose_name_plural = _("steps of foreign attachés")
        indexes = [models.Index(fields=["attache", "-reached_on", "-id"], name="foreign_step_by_day")]


class ForeignAttacheParticulars(Classified, Versioned):
    """What the request says of the person; entered and read by personnel and protocol only."""

    own_marking = never_deleted = True

    attache = models.OneToOneField(
        ForeignAttache, models.PROTECT, related_name="particulars", verbose_name=_("foreign attaché")
    )
    born_on = models.DateField(_("date of birth"), null=True, blank=True)
    born_in = models.CharField(_("place of birth"), max_length=120, blank=True)
    passport_no = models.CharField(_("passport number"), max_length=40, blank=True)
    passport_expires_on = models.DateField(_("passport expires on"), null=True, blank=True)
    biography = models.TextField(
        _("biography"), blank=True, max_length=20000, help_text=_("Education, military posts, languages.")
    )
    family = models.TextField(_("family"), blank=True, max_length=4000, help_text=_("Who comes with him."))

    class Meta(Classified.Meta):
        verbose_name = _("personal particulars of a foreign attaché")
        verbose_name_plural = _("personal particulars of foreign attachés")

    def __str__(self) -> str:
        return str(self.attache)


class ForeignCall(Classified, Versioned):
    """A first or farewell call of a foreign attaché on somebody of ours, planned and held."""

    attache = models.ForeignKey(
        ForeignAttache, models.PROTECT, related_name="calls", verbose_name=_("foreign attaché")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=CorpsCallKind, default=CorpsCallKind.FIRST)
    called_on = models.CharField(
        _("call on"), max_length=160, help_text=_("The office, e.g. Minister of Defence.")
    )
    planned_on = models.DateField(_("planned for"), null=True, blank=True)
    held_on = models.DateField(_("held on"), null=True, blank=True)

    class Meta(Classified.Meta):
        verbose_name = _("call of a foreign attaché")
        verbose_name_plural = _("calls of foreign attachés")
        constraints = [
            models.UniqueConstraint(
                fields=["attache", "kind", "called_on"], name="one_foreign_call_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(planned_on__isnull=False) | Q(held_on__isnull=False),
                name="foreign_call_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.called_on}"
