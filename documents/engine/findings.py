"""What can be wrong with a table, in words: kept as a code with what the words need, said in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

SHOWN = 80  # characters of a cell that its finding repeats

WORDS: dict[str, Any] = {
    "missing": _("This column must be filled in."),
    "formula": _("A formula stands here. Replace it by its value."),
    "cell_error": _("The spreadsheet shows an error here (%(given)s)."),
    "number_for_text": _(
        "A number stands here and may have lost leading zeros. Format the cell as text and type it again."
    ),
    "not_text": _("“%(given)s” is not a text."),
    "too_long": _("%(count)s characters; at most %(most)s fit."),
    "not_a_day": _("“%(given)s” is not a day. Write it as 2026-11-17 or 17.11.2026."),
    "number_for_day": _("A number stands here where a day is expected. Format the cell as a date."),
    "time_of_day": _("A time of day stands here where a day is expected."),
    "day_out_of_range": _("A day between 1800 and 2200."),
    "not_a_flag": _("“%(given)s” is neither yes nor no."),
    "not_a_choice": _("“%(given)s” is not one of the allowed values: %(known)s."),
    "no_such_record": _("There is no record “%(given)s” here."),
    "several_records": _("“%(given)s” fits more than one record: %(references)s. Write the reference."),
    "beyond": _("A value stands to the right of the last heading."),
    "merged": _("Cells are merged here (%(cells)s). Unmerge them: every row has its own values."),
    "hidden_row": _("This row is hidden in the spreadsheet and is imported all the same."),
    "windows_letters": _(
        "The file is not in UTF-8 and was read as Windows-1254. Look at a few names before you import."
    ),
    "imported_before": _("The same file was imported before: %(reference)s."),
    "more_warnings": _("Further warnings that are not listed: %(count)s."),
    "office_lapsed": _("Who brought the table in does not hold that office any more."),
    "clearance_lapsed": _(
        "Whoever brought the table in or confirmed it may not read it any more. "
        "Somebody who is cleared for it can bring it in again."
    ),
    "attempts_failed": _("Several attempts broke off. Divide the table, or ask your administrator."),
    "too_many": _("Checking stopped here: there is too much to correct. What follows was not looked at."),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something at a row and a column; row 0 is the file, an empty column the whole row."""

    row: int
    column: str
    code: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    is_error: bool = True


def shortened(text: str) -> str:
    """A cell's content as far as a finding repeats it."""
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
