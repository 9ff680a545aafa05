"""Resources of this floor."""

from reports.api.views import ReportViewSet

RESOURCES = [("reports", ReportViewSet)]
