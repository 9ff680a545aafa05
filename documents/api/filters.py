"""Filters of the list of imports."""

import django_filters

from documents.lifecycle import ImportState
from documents.models import TableImport


class ImportFilter(django_filters.FilterSet):
    """?kind=officers&state=checked"""

    kind = django_filters.CharFilter("kind")
    state = django_filters.ChoiceFilter(choices=ImportState.choices)

    class Meta:
        model = TableImport
        fields: list[str] = []
