"""The addresses of official figures, of one partnership."""

from django.urls import path

from scorecard.importing import populations, views

app_name = "official_figures"
urlpatterns = [
    path("", views.official_figures, name="official_figures"),
    path("populations/", populations.populations, name="populations"),
    path("populations/add/", populations.population_add, name="population_add"),
    path("populations/<int:pk>/", populations.population_edit, name="population_edit"),
    path("<int:pk>/", views.import_run, name="import_run"),
    path("<int:pk>/stop/", views.import_run_stop, name="import_run_stop"),
    path("<int:pk>/take-over/", views.import_run_take_over, name="import_run_take_over"),
]
