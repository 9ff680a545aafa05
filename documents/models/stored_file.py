"""A file as the register knows it; the bytes lie under their digest outside any public path."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import ClassifiedRecord
from accounts.models import User
from foundation.references import reference_field


class StoredFile(ClassifiedRecord):
    """Checked content with its own label. `about_*` says softly which record it belongs to; records of floors above
    point here with a foreign key where the file is part of them."""

    reference = reference_field("FIL", "documents_storedfile")
    name = models.CharField(_("file name"), max_length=150)
    media_type = models.CharField(_("media type"), max_length=120)
    size = models.PositiveIntegerField(_("bytes"))
    sha256 = models.CharField(_("digest"), max_length=64)
    about_kind = models.CharField(_("belongs to, kind"), max_length=60, blank=True)
    about_reference = models.CharField(_("belongs to"), max_length=64, blank=True)
    brought_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("brought in by"))

    class Meta(ClassifiedRecord.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")
        # The digest is not unique: that the same content lies elsewhere under another label must not show.
        indexes = [models.Index(fields=["about_reference"], name="file_by_record")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="file_digest_is_sha256"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.reference})"

    @property
    def place(self) -> str:
        """Where the bytes lie in the store."""
        return f"{self.sha256[:2]}/{self.sha256[2:4]}/{self.sha256}"
