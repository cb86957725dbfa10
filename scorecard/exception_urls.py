"""The address of exception reports' links. The secret stands in it, so no log and no other site ever sees it whole."""

from django.urls import path

from scorecard import views

urlpatterns = [
    path("<str:secret>/", views.exception, name="exception"),
]
