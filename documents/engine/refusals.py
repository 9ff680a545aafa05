"""Why a file does not come in, each named after the rule it breaks."""

from django.utils.translation import gettext_lazy as _

from foundation.errors import DomainError


class FileRefused(DomainError):
    """Base of every refusal of a file; `fields` names the input it came through."""

    status = 400
    message = _("This file cannot be accepted.")

    def beside(self, field: str) -> "FileRefused":
        """The same refusal, told beside the named input."""
        self.fields = {field: self.message}
        return self


class FileEmpty(FileRefused):
    """There is nothing in it."""

    message = _("The file is empty.")


class FileTooLarge(FileRefused):
    """More than 25 MB."""

    message = _("The file is larger than 25 MB.")


class UnknownFileKind(FileRefused):
    """Not on the list of kinds."""

    message = _("Only PDF, DOCX, XLSX, PNG and JPEG files can be kept.")


class ContentDisagrees(FileRefused):
    """The name says one kind, the content another."""

    message = _("The content of the file is not what its name says.")


class FileBroken(FileRefused):
    """It cannot be read to its end."""

    message = _("The file is damaged or cut short.")


class FileEncrypted(FileRefused):
    """Nobody could check what is inside."""

    message = _("The file is protected by a password. Save it without one.")


class ActiveContent(FileRefused):
    """Macros, scripts, embedded programs or objects."""

    message = _("The file contains macros, scripts or embedded objects. Save it without them.")


class ReachesOutside(FileRefused):
    """It would load something from elsewhere when it is opened."""

    message = _(
        "The file refers to something outside it, such as a link, a template or linked data. Remove it first."
    )


class UnpacksTooLarge(FileRefused):
    """A small file that unpacks to a huge one."""

    message = _("The file would unpack to far more than its size.")


class NotATable(FileRefused):
    """Neither of the two kinds a table is read from."""

    message = _("Only XLSX and CSV files can be imported. Save the table as one of them.")


class UnknownLetters(FileRefused):
    """Whatever was read would be wrong names."""

    message = _("The letters of this file cannot be told. Save it as “CSV UTF-8”.")


class TableBroken(FileRefused):
    """Rows and columns cannot be told apart."""

    message = _("The rows of this file cannot be told apart: a quotation mark is missing or too many.")


class NoSheet(FileRefused):
    """Every sheet is hidden."""

    message = _("The workbook has no visible sheet.")


class NoRows(FileRefused):
    """Headings alone, or not even those."""

    message = _("There is no row below the headings.")


class TooManyRows(FileRefused):
    """More than can be looked at in one go."""

    message = _("The table has more than 50,000 rows. Divide it.")


class HeadingsRefused(FileRefused):
    """What the columns hold cannot be told; `fields` says which."""
