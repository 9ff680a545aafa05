"""People, offices and who holds which when."""

from accounts.models.office import Appointment, AppointmentKind, Office
from accounts.models.sent_form import SentForm
from accounts.models.token import ApiToken
from accounts.models.user import User

__all__ = ["ApiToken", "Appointment", "AppointmentKind", "Office", "SentForm", "User"]
