"""Resources of agreements."""

from agreements.api.views import AgreementViewSet

RESOURCES = [("agreements", AgreementViewSet)]
