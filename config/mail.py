"""Mail of a machine without a mail server."""

from pathlib import Path
from uuid import uuid4

from django.core.mail.backends import filebased

from foundation.clock import now


class OneFilePerMessage(filebased.EmailBackend):
    """Every message is a file that a person can open, in the order they were sent.

    Django names a file by the second and the place in memory: two messages of one second may share it.
    """

    _fname: str | None

    def _get_filename(self) -> str:
        if self._fname is None:
            self._fname = str(Path(self.file_path) / f"{now():%Y%m%d-%H%M%S-%f}-{uuid4().hex[:8]}.txt")
        return self._fname
