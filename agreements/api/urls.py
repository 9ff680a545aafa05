"""Resources of agreements."""

from agreements.api.plans import PlanViewSet
from agreements.api.provisions import ProvisionViewSet
from agreements.api.views import AgreementViewSet

RESOURCES = [
    ("agreements", AgreementViewSet),
    ("provisions", ProvisionViewSet),
    ("plans", PlanViewSet),
]
