"""Resources of activities."""

from activities.api.after_action import LessonViewSet, ReportViewSet
from activities.api.clearances import ClearanceViewSet
from activities.api.deployments import DeploymentViewSet
from activities.api.inspections import InspectionViewSet, QuotaViewSet
from activities.api.operations import AuthorisationViewSet, OperationViewSet
from activities.api.returns import ObligationViewSet, ReturnViewSet
from activities.api.said import ContributionViewSet, StatedFigureViewSet
from activities.api.views import ActivityViewSet, CourseViewSet, ExerciseViewSet
from activities.api.visits import VisitViewSet

RESOURCES = [
    ("activities", ActivityViewSet),
    ("after-action-reports", ReportViewSet),
    ("authorisations", AuthorisationViewSet),
    ("contributions", ContributionViewSet),
    ("courses", CourseViewSet),
    ("deployments", DeploymentViewSet),
    ("diplomatic-clearances", ClearanceViewSet),
    ("exercises", ExerciseViewSet),
    ("inspection-quotas", QuotaViewSet),
    ("inspections", InspectionViewSet),
    ("lessons", LessonViewSet),
    ("operations", OperationViewSet),
    ("reporting-obligations", ObligationViewSet),
    ("returns", ReturnViewSet),
    ("stated-figures", StatedFigureViewSet),
    ("visits", VisitViewSet),
]
