"""The address of returns' links. The secret stands in it, so no log and no other site ever sees it whole."""

from django.urls import path

from funding.views import return_links

urlpatterns = [
    path("<str:secret>/", return_links.return_by_link, name="return_by_link"),
]
