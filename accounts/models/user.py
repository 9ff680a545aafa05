"""A person who signs in. Rights come from offices held, never from flags on the person."""

from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from directory.models import Institution


def is_a_time_zone(name: str) -> None:
    """Such as Asia/Baku; raises ValidationError."""
    if name not in available_timezones():
        raise ValidationError(_("There is no such time zone. Write it like Asia/Baku."))


class UserManager(BaseUserManager["User"]):
    """Accounts are made by accounts.services; a superuser never (decisions.md 9)."""

    def create_superuser(self, *args: Any, **kwargs: Any) -> "User":
        raise PermissionError("Nobody is superuser in Parley; use manage.py bootstrap_security.")


class User(AbstractBaseUser):
    """An account of one institution; services of the system have one too and cannot sign in."""

    is_superuser = False
    is_staff = True  # the admin site asks the office acted in instead
    last_login = None  # the trail has it; kept here too, it would read as a change of the account by nobody

    username = models.CharField(
        _("user name"), max_length=80, unique=True, validators=[UnicodeUsernameValidator()]
    )
    full_name = models.CharField(_("name"), max_length=160)
    email = models.EmailField(_("e-mail"), blank=True)
    institution = models.ForeignKey(
        Institution, models.PROTECT, related_name="users", verbose_name=_("institution")
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="az")
    time_zone = models.CharField(
        _("time zone"), max_length=60, default=settings.TIME_ZONE, validators=[is_a_time_zone]
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_service = models.BooleanField(_("service of the system"), default=False)
    is_demo = models.BooleanField(_("demo row"), default=False, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    date_joined = models.DateTimeField(_("account made at"), db_default=Now(), editable=False)

    objects = UserManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["username"]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        """The name shown in the header and on decision sheets."""
        return self.full_name

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """No rights by flag: admin classes ask the office acted in."""
        return False

    def has_module_perms(self, app_label: str) -> bool:
        """See has_perm."""
        return False
