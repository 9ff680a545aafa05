"""Addresses of papers."""

from django.urls import path

from missions.pages import (
    attaching,
    document,
    document_editing,
    document_steps,
    documents,
    editing,
    exports,
    listing,
    paper,
    post_reports,
    submitting,
    talk,
)

app_name = "missions"
urlpatterns = [
    path("post-reports/", post_reports.post_reports_page, name="post-reports"),
    path("post-reports/<str:reference>/", post_reports.post_report_page, name="post-report"),
    path("papers/", listing.papers_page, name="papers"),
    path("papers/new/", editing.draft_page, name="draft"),
    path("papers/<str:reference>/", paper.paper_page, name="paper"),
    path("papers/<str:reference>/edit/", editing.edit_page, name="edit"),
    path("papers/<str:reference>/attach/", attaching.attach_page, name="attach"),
    path("papers/<str:reference>/attachments/<str:code>/detach/", attaching.detach, name="detach"),
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
    path("documents/", documents.hierarchy_page, name="documents"),
    path("guidance/", documents.country_page, name="guidance"),
    path("documents/new/", document_editing.begin_page, name="document-begin"),
    path("documents/<str:reference>/", document.document_page, name="document"),
    path("documents/<str:reference>/edit/", document_editing.edit_page, name="document-edit"),
    path("documents/<str:reference>/compare/", document.compare_page, name="document-compare"),
    path(
        "documents/<str:reference>/versions/<int:no>/<str:language>.<str:form>",
        exports.printed_document,
        name="document-printed",
    ),
    path("documents/<str:reference>/submit/", document_steps.submit_page, name="document-submit"),
    path("documents/<str:reference>/decision/", document_steps.decision_page, name="document-decision"),
    path("documents/<str:reference>/take-effect/", document_steps.take_effect, name="document-take-effect"),
    path("documents/<str:reference>/revise/", document_steps.revise, name="document-revise"),
    path("documents/<str:reference>/withdraw/", document_steps.withdraw_page, name="document-withdraw"),
    path("papers/<str:reference>/remarks/", talk.remarks_page, name="remarks"),
    path("papers/<str:reference>/remarks/new/", talk.new_remark, name="new_remark"),
    path("papers/<str:reference>/remarks/<str:key>/", talk.remark_page, name="remark"),
    path("papers/<str:reference>/conflicts/new/", talk.new_conflict, name="new_conflict"),
    path("papers/<str:reference>/conflicts/<str:key>/", talk.conflict_page, name="conflict"),
    path("papers/<str:reference>/readings/", talk.readings_page, name="readings"),
    path("papers/<str:reference>/review/", talk.review, name="review"),
]
