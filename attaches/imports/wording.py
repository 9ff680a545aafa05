"""Words that several tables share."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

MOST_REFERENCES = 5
AS_OF = _("The day it happened; the day of the import when empty.")


def some(references: Sequence[str]) -> str:
    """The first few; the rest as an ellipsis."""
    more = ", …" if len(references) > MOST_REFERENCES else ""
    return ", ".join(references[:MOST_REFERENCES]) + more
