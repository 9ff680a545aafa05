"""What activities have to be reminded of."""

from activities.deadlines.activities import RULES as OF_ACTIVITIES
from activities.deadlines.operations import RULES as OF_OPERATIONS

RULES = (*OF_ACTIVITIES, *OF_OPERATIONS)

__all__ = ["RULES"]
