"""The address of a year's scorecard."""

from django.urls import path

from scorecard import views

app_name = "scorecard"
urlpatterns = [path("", views.scorecard, name="scorecard")]
