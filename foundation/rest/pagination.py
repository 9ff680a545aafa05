"""Cursor paging with bounded page sizes."""

from typing import Any

from django.core.exceptions import ValidationError as NotAValue
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import CursorPagination

MAX_PAGE_SIZE = 500
_CURSOR = {"cursor": [_("Not a place in this list; begin with its first page.")]}


class Cursor(CursorPagination):
    """`page_size` 1..500 (default 50); anything else is an error."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = MAX_PAGE_SIZE

    def __init__(self, ordering: tuple[str, ...]) -> None:
        self.chosen = ordering

    def get_ordering(self, request: Any, queryset: Any, view: Any) -> tuple[str, ...]:
        return self.chosen

    def decode_cursor(self, request: Any) -> Any:
        """What was handed out; a cursor that was made up is told like any bad value."""
        try:
            cursor = super().decode_cursor(request)
        except NotFound:
            raise ValidationError(_CURSOR) from None
        if cursor is not None and "\x00" in (cursor.position or ""):
            raise ValidationError(_CURSOR)
        return cursor

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
        try:
            return super().paginate_queryset(queryset, request, view)
        except (ValueError, NotAValue):  # a position that is no value of the column ordered by
            if self.cursor_query_param not in request.query_params:
                raise
            raise ValidationError(_CURSOR) from None

    def get_page_size(self, request: Any) -> int:
        given = request.query_params.get("page_size", str(self.page_size))
        if not (given.isascii() and given.isdecimal()) or not 1 <= int(given) <= MAX_PAGE_SIZE:
            raise ValidationError({"page_size": [_("A number from 1 to 500.")]})
        return int(given)
