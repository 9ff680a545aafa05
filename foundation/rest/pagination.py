"""Cursor paging with bounded page sizes."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import CursorPagination

MAX_PAGE_SIZE = 500


class Cursor(CursorPagination):
    """`page_size` 1..500 (default 50); anything else is an error."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = MAX_PAGE_SIZE

    def __init__(self, ordering: tuple[str, ...]) -> None:
        self.chosen = ordering

    def get_ordering(self, request: Any, queryset: Any, view: Any) -> tuple[str, ...]:
        return self.chosen

    def get_page_size(self, request: Any) -> int:
        given = request.query_params.get("page_size", str(self.page_size))
        if not given.isdecimal() or not 1 <= int(given) <= MAX_PAGE_SIZE:
            raise ValidationError({"page_size": [_("A number from 1 to 500.")]})
        return int(given)
