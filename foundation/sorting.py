"""Names in the order of the Azerbaijani alphabet, and found without its letters, inside PostgreSQL (stack.md).

`foundation.azerbaijani` has the two rules.
"""

from django.db.models import CharField, Func


class AzSortKey(Func):
    """`order_by(AzSortKey("name_az"))`; an index on the same expression serves it."""

    function = "az_sort_key"
    output_field = CharField()


class AzSearchFold(Func):
    """The text as it is searched; compare it with foundation.azerbaijani.search_fold(words)."""

    function = "az_search_fold"
    output_field = CharField()
