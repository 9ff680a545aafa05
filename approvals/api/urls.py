"""Resources of this floor."""

from approvals.api.views import CaseViewSet

RESOURCES = [("cases", CaseViewSet)]
