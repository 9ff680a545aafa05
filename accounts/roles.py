"""The roles of domain.md C1: what an office does. A person holds offices, never roles."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """Role of an office; routes, reminders and permissions name it together with the institution."""

    CMD_DESK = "cmd_desk", _("Center for Military Diplomacy, desk")
    CMD_HEAD = "cmd_head", _("Center for Military Diplomacy, head")
    IMCD_HEAD = "imcd_head", _("International Military Cooperation Department, head")
    MOD_LEGAL = "mod_legal", _("Ministry of Defence, legal")
    MOD_FINANCE = "mod_finance", _("Ministry of Defence, finance")
    MOD_SECURITY = "mod_security", _("Ministry of Defence, security officer")
    MOD_PERSONNEL = "mod_personnel", _("Ministry of Defence, personnel")
    MOD_LEADERSHIP = "mod_leadership", _("Ministry of Defence, leadership")
    MFA_DESK = "mfa_desk", _("Ministry of Foreign Affairs, territorial desk")
    MFA_MILPOL = "mfa_milpol", _("Ministry of Foreign Affairs, Military-Political Affairs")
    MFA_LEGAL = "mfa_legal", _("Ministry of Foreign Affairs, legal")
    MFA_PROTOCOL = "mfa_protocol", _("Ministry of Foreign Affairs, State Protocol")
    MFA_SECURITY = "mfa_security", _("Ministry of Foreign Affairs, security officer")
    MFA_LEADERSHIP = "mfa_leadership", _("Ministry of Foreign Affairs, leadership")
    HEAD_OF_MISSION = "head_of_mission", _("Head of mission")
    ATTACHE = "attache", _("Military attaché")
    SBS_LIAISON = "sbs_liaison", _("State Border Service, liaison")
    NDU_LANGUAGE = "ndu_language", _("National Defense University, languages")
    OPERATIONS_DESK = "operations_desk", _("Operations desk")
    ARMS_CONTROL_DESK = "arms_control_desk", _("Arms control desk")
    LEADERSHIP_READER = "leadership_reader", _("Leadership, reader")
    AUDITOR = "auditor", _("Auditor")
    SYSADMIN = "sysadmin", _("System administrator")
    SERVICE = "service", _("Service of the system")


SECURITY_OFFICERS = frozenset({Role.MOD_SECURITY, Role.MFA_SECURITY})
