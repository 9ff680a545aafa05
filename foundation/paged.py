"""Filters of a list that goes over several pages."""

from typing import Any
from urllib.parse import urlencode

from django import forms


class PagedForm(forms.Form):
    """What was chosen stays chosen on the next page; a wrong value keeps the page and says what is wrong."""

    page = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def link(self, page: int) -> str:
        """The query of another page with the same filters."""
        kept: dict[str, Any] = {
            name: value for name, value in self.data.items() if name in self.fields and name != "page"
        }
        return f"?{urlencode({**kept, 'page': page})}"
