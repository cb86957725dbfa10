"""The addresses of a partnership's published grants, and of its awards of no plan, under the partnership's own."""

from django.urls import path

from funding.views import grants, lone_awards

app_name = "grants"
urlpatterns = [
    path("grants/", grants.grants, name="grants"),
    path("grants/<slug:file_kind>", grants.grants_file, name="grants_file"),
    path("awards/<int:pk>/", lone_awards.lone_award, name="lone_award"),
    path("awards/<int:pk>/place/", lone_awards.lone_award_place, name="lone_award_place"),
]
