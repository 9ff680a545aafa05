"""Names in the order of the Azerbaijani alphabet, and found without its letters, inside PostgreSQL (stack.md).

`foundation.azerbaijani` has the two rules.
"""

from django.db.models import CharField, Func
from django.utils.translation import get_language

from foundation.azerbaijani import sort_key


def name_key(name: object) -> str:
    """For `sorted()`: names as a reader of the active language looks for them, not by the numbers of their letters."""
    return sort_key(str(name)) if get_language() == "az" else str(name).casefold()


class AzSortKey(Func):
    """`order_by(AzSortKey("name_az"))`; an index on the same expression serves it."""

    function = "az_sort_key"
    output_field = CharField()


class AzSearchFold(Func):
    """The text as it is searched; compare it with foundation.azerbaijani.search_fold(words)."""

    function = "az_search_fold"
    output_field = CharField()
