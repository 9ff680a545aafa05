"""Rules of annual plans, each with the words a desk officer reads when it says no."""

from django.utils.translation import gettext_lazy as _

from foundation.errors import DomainError, InvalidInput, TransitionRefused


class PlanStepRefused(TransitionRefused):
    """Only the steps of agreements.lifecycle (domain.md C3)."""

    message = _("A plan in this state cannot take this step.")


class PlanOfYearExists(InvalidInput):
    """I16."""

    message = _("There is a plan with this State for this year already.")


class PlanWithHome(InvalidInput):
    """A bilateral plan has a partner."""

    message = _("The partner of a plan is another State.")


class PlanBasisIsOther(InvalidInput):
    """The agreement a plan stands on is one with its partner."""

    message = _("This is no agreement with that State, or one you may not see.")


class PlanEntryRefused(InvalidInput):
    """Only states in which an older plan can be found; a signed one has a day of signature."""

    message = _("A plan older than this register is entered as signed, being carried out or closed.")


class SignatureDayMissing(InvalidInput):
    """A signed plan knows its day."""

    message = _("Say on which day it was signed, today at the latest.")


class ReviewMissing(InvalidInput):
    """A plan is closed with a review (domain.md C3)."""

    message = _("Say in a few sentences what the year has brought.")


class PlanFixed(DomainError):
    """What lies with the approvers or was approved stays as it is."""

    message = _("What is under approval or approved is not rewritten. Take it back, or take an item out.")


class ItemCarried(DomainError):
    """What others stand on is not deleted."""

    message = _(
        "Something stands on an item that would be removed, an activity or an item of a later plan. Item:"
    )


class ItemsMissing(DomainError):
    """An empty plan is not negotiated."""

    message = _("The plan has no items yet.")


class ItemRefused(InvalidInput):
    """Something is wrong with one line; the words name its number."""

    message = _("Please correct what is marked.")


class ItemsNotCosted(DomainError):
    """A plan is costed line by line, with currency and funding source; what costs nothing says 0."""

    message = _(
        "These items have no cost, currency and funding source yet: %(items)s. Enter 0 for what costs nothing."
    )


class NothingOfPlanUnderApproval(DomainError):
    """Only what is under approval is taken back."""

    message = _("Nothing of this plan is under approval.")


class ItemAlreadyDropped(DomainError):
    """Once is enough."""

    message = _("This item has been taken out already.")


class NoSuchItem(InvalidInput):
    """Items are named by their number."""

    message = _("The plan has no item of this number.")
