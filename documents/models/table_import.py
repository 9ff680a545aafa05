"""A table that is brought in: the file, where it stands, and what was found in it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from access.models import Classified, ClassifiedRecord, Reached
from accounts.models import Office, User
from documents.lifecycle import ImportState, Severity
from documents.models.stored_file import StoredFile
from foundation.references import reference_field


class TableImport(ClassifiedRecord):
    """One table of one kind (`documents.registry`). Its label dominates its file and whatever its rows become.

    Nothing here says how far a worker is: that is asked of the worker itself (docs/decisions/0014).
    """

    reference = reference_field("IMP", "documents_tableimport")
    kind = models.SlugField(_("kind"), max_length=40, editable=False)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="imports", verbose_name=_("file"), editable=False
    )
    state = models.CharField(
        _("state"), max_length=20, choices=ImportState, default=ImportState.UPLOADED, editable=False
    )
    state_on = models.DateField(_("since"), editable=False)
    rows = models.PositiveIntegerField(_("rows"), null=True, editable=False)
    # Findings of earlier checks stay; these are those of the last one.
    check_no = models.PositiveSmallIntegerField(_("check"), default=0, editable=False)
    errors = models.PositiveIntegerField(_("errors"), default=0, editable=False)
    warnings = models.PositiveIntegerField(_("warnings"), default=0, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    brought_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("brought in by"))
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("confirmed by")
    )
    confirmed_in = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("office")
    )

    class Meta(ClassifiedRecord.Meta):
        verbose_name = _("import of a table")
        verbose_name_plural = _("imports of tables")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["file"], name="import_by_file")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["applying", "applied"])
                | Q(errors=0, confirmed_by__isnull=False, confirmed_in__isnull=False),
                name="import_written_when_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file.name} ({self.reference})"


class ImportTransition(Reached):
    """A state an import reached; `access.lifecycles` writes it."""

    table_import = models.ForeignKey(TableImport, models.PROTECT, related_name="steps")
    state = models.CharField(_("state"), max_length=30)

    class Meta(Reached.Meta):
        verbose_name = _("step of an import")
        verbose_name_plural = _("steps of imports")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["table_import", "-id"], name="import_step_by_day")
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.reached_on}"


class ImportFinding(Classified):
    """What one check found at a row and a column: a code with what its words need (documents.engine.findings)."""

    append_only = only_relabelled = True

    table_import = models.ForeignKey(TableImport, models.PROTECT, related_name="findings")
    check_no = models.PositiveSmallIntegerField(_("check"))
    row = models.PositiveIntegerField(_("row"))
    column = models.CharField(_("column"), max_length=60, blank=True)
    severity = models.CharField(_("severity"), max_length=10, choices=Severity)
    code = models.CharField(_("code"), max_length=60)
    parameters = models.JSONField(default=dict)

    class Meta(Classified.Meta):
        verbose_name = _("finding of an import")
        verbose_name_plural = _("findings of imports")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["table_import", "check_no", "row", "id"], name="finding_by_row")
        ]

    def __str__(self) -> str:
        return f"{self.row} {self.column} {self.code}"
