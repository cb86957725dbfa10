"""The addresses of a year's achievements: to read, and to keep."""

from django.urls import URLPattern, URLResolver, include, path

from achievements import views

app_name = "achievements"

of_a_figure = [
    path("compared/add/", views.comparator_add, name="comparator_add"),
    path("compared/<int:pk>/", views.comparator_edit, name="comparator_edit"),
    path("compared/<int:pk>/remove/", views.comparator_remove, name="comparator_remove"),
]

of_an_achievement: list[URLPattern | URLResolver] = [
    path("figures/", views.figure_list, name="figure_list"),
    path("figures/add/", views.figure_add, name="figure_add"),
    path("figures/<int:pk>/", views.figure_edit, name="figure_edit"),
    path("figures/<int:pk>/remove/", views.figure_remove, name="figure_remove"),
    path("figures/<int:figure_pk>/", include(of_a_figure)),
    path("evidence/", views.evidence_list, name="evidence_list"),
    path("evidence/add/", views.evidence_add, name="evidence_add"),
    path("evidence/<int:pk>/", views.evidence_edit, name="evidence_edit"),
    path("evidence/<int:pk>/remove/", views.evidence_remove, name="evidence_remove"),
    path("quotes/add/", views.quote_add, name="quote_add"),
    path("quotes/<int:pk>/", views.quote_edit, name="quote_edit"),
    path("quotes/<int:pk>/remove/", views.quote_remove, name="quote_remove"),
]

urlpatterns = [
    path("", views.achievements, name="achievements"),
    path("evidence/<int:pk>/", views.evidence_file, name="evidence_file"),
    path("log/", views.achievement_log, name="achievement_log"),
    path("log/add/", views.achievement_add, name="achievement_add"),
    path("<int:pk>/", views.achievement_edit, name="achievement_edit"),
    path("<int:pk>/remove/", views.achievement_remove, name="achievement_remove"),
    path("<int:achievement_pk>/", include(of_an_achievement)),
]
