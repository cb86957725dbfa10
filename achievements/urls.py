"""The addresses of a year's achievements."""

from django.urls import path

from achievements import views

app_name = "achievements"
urlpatterns = [
    path("", views.achievements, name="achievements"),
    path("evidence/<int:pk>/", views.evidence_file, name="evidence_file"),
]
