"""Wiring of accounts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People and offices")

    def ready(self) -> None:
        from accounts import events  # noqa: F401
        from accounts.verbs import VERBS, WORDS
        from foundation.permissions import register

        register(VERBS, WORDS)
