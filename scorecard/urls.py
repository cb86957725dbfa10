"""The addresses of a plan's scorecard."""

from django.urls import path

from scorecard import views

app_name = "scorecard"
urlpatterns = [
    path("", views.scorecard, name="scorecard"),
    path("rule/", views.scorecard_rule, name="scorecard_rule"),
    path("add/", views.indicator_add, name="indicator_add"),
    path("take-over/", views.indicators_take_over, name="indicators_take_over"),
    path("<int:pk>/", views.indicator, name="indicator"),
    path("<int:pk>/edit/", views.indicator_edit, name="indicator_edit"),
    path("<int:pk>/remove/", views.indicator_remove, name="indicator_remove"),
    path("<int:pk>/up/", views.indicator_up, name="indicator_up"),
    path("<int:pk>/down/", views.indicator_down, name="indicator_down"),
    path("<int:indicator_pk>/values/add/", views.measurement_add, name="measurement_add"),
    path("values/<int:pk>/", views.measurement_edit, name="measurement_edit"),
    path("values/<int:pk>/remove/", views.measurement_remove, name="measurement_remove"),
    path("<int:indicator_pk>/measures/add/", views.measure_add, name="measure_add"),
    path("measures/<int:pk>/", views.measure_edit, name="measure_edit"),
    path("measures/<int:pk>/remove/", views.measure_remove, name="measure_remove"),
    path("<int:indicator_pk>/baselines/add/", views.baseline_add, name="baseline_add"),
    path("baselines/<int:pk>/", views.baseline_edit, name="baseline_edit"),
    path("baselines/<int:pk>/remove/", views.baseline_remove, name="baseline_remove"),
    path("<int:indicator_pk>/targets/add/", views.indicator_target_add, name="indicator_target_add"),
    path("targets/<int:pk>/", views.indicator_target_edit, name="indicator_target_edit"),
    path("targets/<int:pk>/remove/", views.indicator_target_remove, name="indicator_target_remove"),
    path("<int:indicator_pk>/breaks/add/", views.break_add, name="break_add"),
    path("breaks/<int:pk>/", views.break_edit, name="break_edit"),
    path("breaks/<int:pk>/remove/", views.break_remove, name="break_remove"),
    path("<int:indicator_pk>/ask/", views.exception_ask, name="exception_ask"),
    path("exceptions/<int:pk>/", views.exception_report, name="exception_report"),
    path("exceptions/<int:pk>/answer/", views.exception_answer, name="exception_answer"),
    path("exceptions/<int:pk>/accept/", views.exception_accept, name="exception_accept"),
    path("exceptions/<int:pk>/send-back/", views.exception_send_back, name="exception_send_back"),
    path("exceptions/<int:pk>/new-link/", views.exception_renew, name="exception_renew"),
    path("exceptions/<int:pk>/remove/", views.exception_remove, name="exception_remove"),
]
