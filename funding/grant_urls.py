"""The addresses of a partnership's published grants, under the partnership's own."""

from django.urls import path

from funding.views import grants

app_name = "grants"
urlpatterns = [
    path("grants/", grants.grants, name="grants"),
    path("grants/<slug:file_kind>", grants.grants_file, name="grants_file"),
]
