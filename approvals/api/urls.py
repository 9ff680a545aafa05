"""Resources of this floor."""

from approvals.api.delegations import DelegationViewSet
from approvals.api.routes import RouteViewSet
from approvals.api.views import CaseViewSet

RESOURCES = [("cases", CaseViewSet), ("routes", RouteViewSet), ("delegations", DelegationViewSet)]
