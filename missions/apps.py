"""Wiring of missions."""

from typing import cast

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MissionsConfig(AppConfig):
    name = "missions"
    verbose_name = _("Strategic documents and mission papers")

    def ready(self) -> None:
        from access import registry as access
        from approvals import registry as approvals
        from foundation import permissions
        from missions import deadlines
        from missions.approvables import MissionPapers, StrategicDocuments
        from missions.selectors.companions import ActionItems
        from missions.selectors.guidance import answer_days, answer_table, needed_kinds, warning
        from missions.services.marking import before_lowered, before_raising
        from missions.services.meetings import after_case
        from missions.verbs import VERBS, WORDS

        needed_kinds()  # a kind of document that does not exist is refused here, not on the first page
        permissions.register(VERBS, WORDS)
        approvals.register(
            cast(approvals.Approvable, MissionPapers())
        )  # its wording follows the reader's language
        approvals.register_closed(after_case)
        approvals.register(cast(approvals.Approvable, StrategicDocuments()))
        approvals.register_answer_days(answer_days, answer_table)
        approvals.register_warnings(warning, MissionPapers.kind, StrategicDocuments.kind, "annual_plan")
        access.register(ActionItems())
        access.register_veto(before_raising)
        access.register_consent(before_lowered)
        deadlines.register_all()
