"""The addresses of a return's documents, under the return's own."""

from django.urls import path

from reports.views import returns

app_name = "returns"
urlpatterns = [
    path("<int:pk>/approve/", returns.return_approve, name="return_approve"),
    path("<int:pk>/approvals/<int:number>/", returns.return_document, name="return_document"),
    path("<int:pk>/approvals/<int:number>/<str:name>", returns.return_file, name="return_file"),
]
