"""Addresses of papers."""

from django.urls import path

from missions.pages import editing, exports, listing, paper, submitting

app_name = "missions"
urlpatterns = [
    path("papers/", listing.papers_page, name="papers"),
    path("papers/new/", editing.draft_page, name="draft"),
    path("papers/<str:reference>/", paper.paper_page, name="paper"),
    path("papers/<str:reference>/edit/", editing.edit_page, name="edit"),
    path("papers/<str:reference>/submit/", submitting.submit_page, name="submit"),
    path("papers/<str:reference>/withdraw/", submitting.withdraw_page, name="withdraw"),
    path("papers/<str:reference>/redraft/", paper.redraft, name="redraft"),
    path("papers/<str:reference>/acknowledge/", paper.acknowledge, name="acknowledge"),
    path(
        "papers/<str:reference>/versions/<int:no>/<str:language>.<str:form>",
        exports.printed_page,
        name="printed",
    ),
    path("papers/<str:reference>/compare/", paper.compare_page, name="compare"),
]
