"""What activities have to be reminded of."""

from activities.deadlines.activities import RULES as OF_ACTIVITIES
from activities.deadlines.formats import RULES as OF_FORMATS
from activities.deadlines.hour_clock import RULES as OF_INSPECTIONS
from activities.deadlines.operations import RULES as OF_OPERATIONS
from activities.deadlines.pages import PAGES
from activities.deadlines.returns import RULES as OF_RETURNS

RULES = (*OF_ACTIVITIES, *OF_OPERATIONS, *OF_RETURNS, *OF_INSPECTIONS, *OF_FORMATS)

__all__ = ["PAGES", "RULES"]
