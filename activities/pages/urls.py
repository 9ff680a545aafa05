"""Addresses of activities."""

from django.urls import path

from activities.pages import (
    activity,
    clearances,
    deployments,
    inspections,
    operations,
    planned,
    programme,
    returns,
    visits,
)

app_name = "activities"
urlpatterns = [
    path("activities/", programme.programme_page, name="programme"),
    path("activities/<str:reference>/", activity.activity_page, name="activity"),
    path("clearances/", clearances.clearances_page, name="clearances"),
    path("clearances/<str:reference>/", clearances.clearance_page, name="clearance"),
    path("deployments/<str:reference>/", deployments.deployment_page, name="deployment"),
    path("inspections/", inspections.inspections_page, name="inspections"),
    path("inspections/<str:reference>/", inspections.inspection_page, name="inspection"),
    path("operations/", operations.operations_page, name="operations"),
    path("operations/<str:reference>/", operations.operation_page, name="operation"),
    path("returns/", returns.returns_page, name="returns"),
    path("returns/<str:reference>/", returns.return_page, name="return"),
    path("visits/", visits.visits_page, name="visits"),
    path("plans/<str:reference>/schedule/", planned.schedule_page, name="schedule"),
]
