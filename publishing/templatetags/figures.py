"""Figures on pages as papers print them: with the separators of the reader's language."""

from typing import Any

from django import template

from publishing.cells import cell_text, is_number
from publishing.tables import Money

register = template.Library()


@register.filter
def figure(value: Any) -> Any:
    """A number or an amount in words; anything else as it is."""
    return cell_text(value) if is_number(value) or isinstance(value, Money) else value
