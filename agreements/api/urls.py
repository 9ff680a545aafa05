"""Resources of agreements."""

from agreements.api.plans import PlanViewSet
from agreements.api.views import AgreementViewSet

RESOURCES = [("agreements", AgreementViewSet), ("plans", PlanViewSet)]
