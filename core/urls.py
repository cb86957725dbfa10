"""Addresses that every form uses."""

from django.urls import path

from core import views

app_name = "core"
urlpatterns = [
    path("drafts/keep/", views.draft_keep, name="draft_keep"),
    path("drafts/discard/", views.draft_discard, name="draft_discard"),
    path("removals/<int:pk>/put-back/", views.removal_put_back, name="removal_put_back"),
]
