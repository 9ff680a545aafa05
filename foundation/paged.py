"""Filters of a list that goes over several pages."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page


class PagedForm(forms.Form):
    """What was chosen stays chosen on the next page; a wrong value keeps the page and says what is wrong."""

    page = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def link(self, page: int, of: str = "page") -> str:
        """The query of another page with the same filters; `of`: the list, where a page holds a second one."""
        kept: dict[str, Any] = {
            name: value for name, value in self.data.items() if name in self.fields and name != of
        }
        return f"?{urlencode({**kept, of: page})}"

    def around(self, page: Page) -> dict[str, str]:
        """The queries of the pages before and after, as the templates of lists name them."""
        return {
            "previous_url": self.link(page.previous_page_number()) if page.has_previous() else "",
            "next_url": self.link(page.next_page_number()) if page.has_next() else "",
        }
