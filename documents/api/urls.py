"""Resources of this floor."""

from documents.api.views import ImportViewSet

RESOURCES = [("imports", ImportViewSet)]
