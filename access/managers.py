"""The application wall: querysets that ask for whom, before PostgreSQL asks again (decisions.md 11)."""

from typing import Any, NoReturn

from django.db import models
from django.db.models.expressions import RawSQL
from django.db.models.lookups import Lookup

from access.context import Subject, current_subject

ALLOWED = "SELECT unnest(allowed_labels())"  # nosec B608
MAY_SEE = RawSQL(ALLOWED, [])


class SealedManagerUsed(RuntimeError):
    """A query was made without saying for whom (visible_to) or why not (unrestricted)."""


class Among(Lookup):
    """`pk__among=<one column>`: worked out once into an array, so that rows are read by their keys.

    As a sub-select the planner would rather read the whole table than believe how few rows a search finds.
    """

    lookup_name = "among"

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        key, params = self.process_lhs(compiler, connection)
        found, more = compiler.compile(self.rhs)
        return f"{key} = ANY (ARRAY({found}))", [*params, *more]


class Allowed(Lookup):
    """`label_id__allowed=True`: the wall as row security has it, worked out once for a question.

    A bare IN would be joined to, and worked out anew for every row beside which a sub-select is asked.
    """

    lookup_name = "allowed"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        label, params = self.process_lhs(compiler, connection)
        if self.rhs is not True:
            raise SealedManagerUsed("The wall has one side: allowed=True.")
        return f"({label} IN ({ALLOWED})) IS TRUE", params


models.BigAutoField.register_lookup(Among)
models.ForeignKey.register_lookup(Allowed)


class ClassifiedQuerySet(models.QuerySet):
    """Rows behind wall 1."""

    def visible_to(self, viewer: Subject) -> "ClassifiedQuerySet":
        """Rows `viewer` may see; the viewer is the subject of the running context and nobody else."""
        if viewer is None or viewer != current_subject():
            raise SealedManagerUsed("visible_to() takes the subject of the running context.")
        return self.filter(label_id__allowed=True)

    def unrestricted(self, *, reason: str) -> "ClassifiedQuerySet":
        """All rows row security lets the running subject see, without the second wall; `reason` is for the reader."""
        if not reason:
            raise SealedManagerUsed("unrestricted() takes a reason.")
        return self.all()

    def told_under(self, label: Any) -> "ClassifiedQuerySet":
        """Rows that may be told of under a label: whoever reads what carries it may read them too."""
        return self.filter(
            label__level__lte=label.level, label__caveats__contained_by=label.caveats,
            label__compartments__contained_by=label.compartments,
        )  # fmt: skip

    def matching(self, words: str) -> "ClassifiedQuerySet":
        """Rows in which every word occurs, with or without diacritics; the table needs access.search.Searchable."""
        found = f"SELECT found FROM search_{self.model._meta.db_table}(%s) AS found"  # nosec B608 - name of our table
        return self.filter(pk__among=RawSQL(found, [words.replace("\x00", " ")]))


class SealedManager(models.Manager.from_queryset(ClassifiedQuerySet)):  # type: ignore[misc]
    """`Model.objects`: raises until `.visible_to(viewer)` or `.unrestricted(reason=...)`; writing needs neither."""

    def get_queryset(self) -> NoReturn:
        raise SealedManagerUsed(
            f"{self.model.__name__}.objects is sealed: say visible_to() or unrestricted()."
        )

    def _open(self) -> ClassifiedQuerySet:
        return self._queryset_class(self.model, using=self._db, hints=self._hints)

    def visible_to(self, viewer: Subject) -> ClassifiedQuerySet:
        return self._open().visible_to(viewer)

    def unrestricted(self, *, reason: str) -> ClassifiedQuerySet:
        return self._open().unrestricted(reason=reason)

    def create(self, **fields: Any) -> Any:
        return self._open().create(**fields)

    def bulk_create(self, rows: Any, **options: Any) -> Any:
        return self._open().bulk_create(rows, **options)


class ContextManager(models.Manager.from_queryset(ClassifiedQuerySet)):  # type: ignore[misc]
    """Default manager: what the running context may see, nothing without a subject."""

    def get_queryset(self) -> ClassifiedQuerySet:
        rows = super().get_queryset()
        return rows.visible_to(subject) if (subject := current_subject()) else rows.none()
