"""The addresses of plans, under their partnership's."""

from django.urls import URLPattern, URLResolver, include, path

from priorities import views

app_name = "priorities"
of_plan: list[URLPattern | URLResolver] = [
    path("", views.plan, name="plan"),
    path("basis/", views.basis, name="basis"),
    path("progress/", views.progress_sheet, name="progress_sheet"),
    path("actions/<int:action_pk>/progress/", views.progress_record, name="progress_record"),
    path("actions/<int:action_pk>/progress/<slug:period_name>/", views.progress_period, name="progress_period"),
    path(
        "actions/<int:action_pk>/progress/<slug:period_name>/unchanged/",
        views.progress_unchanged,
        name="progress_unchanged",
    ),
    path("challenges/add/", views.challenge_add, name="challenge_add"),
    path("challenges/<int:pk>/", views.challenge_edit, name="challenge_edit"),
    path("challenges/<int:pk>/remove/", views.challenge_remove, name="challenge_remove"),
]

urlpatterns = [
    path("plans/<slug:plan_slug>/", include(of_plan)),
]
