"""What can happen to a table that is brought in: checked as often as needed, written down once or not at all."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class ImportState(TextChoices):
    """Nothing of a table is in the register before it is applied; then all of it is."""

    UPLOADED = "uploaded", pgettext_lazy("import", "Waiting to be checked")
    CHECKING = "checking", pgettext_lazy("import", "Being checked")
    CHECKED = "checked", pgettext_lazy("import", "Checked")
    APPLYING = "applying", pgettext_lazy("import", "Being imported")
    APPLIED = "applied", pgettext_lazy("import", "Imported")
    REFUSED = "refused", pgettext_lazy("import", "Not usable")
    CANCELLED = "cancelled", pgettext_lazy("import", "Cancelled")


class Severity(TextChoices):
    """An error keeps the whole table out; a warning is for somebody to judge."""

    ERROR = "error", pgettext_lazy("import", "Error")
    WARNING = "warning", pgettext_lazy("import", "Warning")


_S = ImportState

TRANSITIONS: dict[ImportState, frozenset[ImportState]] = {
    _S.UPLOADED: frozenset({_S.CHECKING, _S.REFUSED, _S.CANCELLED}),
    _S.CHECKING: frozenset({_S.CHECKED, _S.REFUSED, _S.CANCELLED}),
    _S.CHECKED: frozenset({_S.CHECKING, _S.APPLYING, _S.CANCELLED}),
    # Back to checked when the register changed since: everything is looked at once more while it is written.
    _S.APPLYING: frozenset({_S.APPLIED, _S.CHECKED, _S.REFUSED}),
    _S.APPLIED: frozenset(),
    _S.REFUSED: frozenset(),
    _S.CANCELLED: frozenset(),
}
# A worker has something to do.
RUNNING: frozenset[ImportState] = frozenset({_S.UPLOADED, _S.CHECKING, _S.APPLYING})


def allowed(source: ImportState, target: ImportState) -> bool:
    return target in TRANSITIONS[source]
