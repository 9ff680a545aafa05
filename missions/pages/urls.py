"""Addresses of papers."""

from django.urls import path

from missions.pages import editing, listing, paper, submitting, talk

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
    path("papers/<str:reference>/compare/", paper.compare_page, name="compare"),
    path("papers/<str:reference>/remarks/", talk.remarks_page, name="remarks"),
    path("papers/<str:reference>/remarks/new/", talk.new_remark, name="new_remark"),
    path("papers/<str:reference>/remarks/<str:key>/", talk.remark_page, name="remark"),
    path("papers/<str:reference>/conflicts/new/", talk.new_conflict, name="new_conflict"),
    path("papers/<str:reference>/conflicts/<str:key>/", talk.conflict_page, name="conflict"),
    path("papers/<str:reference>/readings/", talk.readings_page, name="readings"),
    path("papers/<str:reference>/review/", talk.review, name="review"),
]
