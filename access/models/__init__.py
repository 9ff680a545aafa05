"""Labels, clearances, compartments and the base of every protected record."""

from access.models.classified import Classified, ClassifiedRecord
from access.models.clearance import Clearance, CompartmentGrant
from access.models.feed import CalendarFeed
from access.models.label import Label
from access.models.reached import Reached
from access.models.relabelling import LoweringProposal, Standing

__all__ = [
    "CalendarFeed",
    "Classified",
    "ClassifiedRecord",
    "Clearance",
    "CompartmentGrant",
    "Label",
    "LoweringProposal",
    "Reached",
    "Standing",
]
