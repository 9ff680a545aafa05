"""Need-to-know lists in people's words."""

from collections.abc import Collection, Iterable

from django.utils.translation import gettext_lazy as _

from directory.models import DiplomaticMission

_WITHOUT_MISSION = {
    "internal:mod": _("Ministry of Defence"),
    "internal:mfa": _("Ministry of Foreign Affairs"),
    "personal": _("Personal data"),
}


def need_to_know_list(mission: DiplomaticMission) -> str:
    """The mission's compartment: its own offices, the Center and the MFA desks are on it (decisions.md 2)."""
    return f"mission:{mission.code.removeprefix('emb-')}"


def list_names(missions: Iterable[DiplomaticMission]) -> dict[str, str]:
    """What the lists of these missions and those without a mission are called, by code."""
    named = {need_to_know_list(mission): mission.name for mission in missions}
    return named | {code: str(name) for code, name in _WITHOUT_MISSION.items()}


def every_list() -> dict[str, str]:
    """Names of all lists of missions and ministries, by code."""
    return list_names(DiplomaticMission.objects.all())


def called(codes: Collection[str]) -> dict[str, str]:
    """What these lists are called; one that is no mission's has only its code."""
    names = every_list() if set(codes) - set(_WITHOUT_MISSION) else list_names(())
    return {code: names.get(code, code) for code in codes}
