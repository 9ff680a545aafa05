"""Addresses of files and of imports."""

from django.urls import path

from documents.pages import downloads, imports, sheets

app_name = "documents"
urlpatterns = [
    path("files/<str:reference>/", downloads.download, name="download"),
    path("imports/", imports.imports_page, name="imports"),
    path("imports/new/<slug:kind>/", imports.bring_page, name="bring"),
    path("imports/new/<slug:kind>/template.xlsx", sheets.workbook, name="template_xlsx"),
    path("imports/new/<slug:kind>/template.csv", sheets.separated, name="template_csv"),
    path("imports/<str:reference>/", imports.import_page, name="import"),
    path("imports/<str:reference>/progress/", imports.progress_part, name="progress"),
    path("imports/<str:reference>/findings.csv", sheets.found, name="findings"),
    path("imports/<str:reference>/confirm/", imports.confirm, name="confirm"),
    path("imports/<str:reference>/check-again/", imports.check_again, name="check_again"),
    path("imports/<str:reference>/cancel/", imports.cancel, name="cancel"),
]
