"""The addresses of a plan."""

from django.urls import path

from priorities import views

app_name = "priorities"
urlpatterns = [
    path("", views.plan, name="plan"),
    path("basis/", views.basis, name="basis"),
    path("challenges/add/", views.challenge_add, name="challenge_add"),
    path("challenges/<int:pk>/", views.challenge_edit, name="challenge_edit"),
    path("challenges/<int:pk>/remove/", views.challenge_remove, name="challenge_remove"),
]
