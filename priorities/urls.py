"""The addresses of plans, under their partnership's."""

from django.urls import URLPattern, URLResolver, include, path, register_converter

from priorities import views
from priorities.converters import KeysConverter

app_name = "priorities"
register_converter(KeysConverter, "keys")
of_work: list[URLPattern | URLResolver] = [
    path("", views.work, name="work"),
    path("priorities/add/", views.priority_add, name="priority_add"),
    path("priorities/<int:pk>/", views.priority_edit, name="priority_edit"),
    path("priorities/<int:pk>/up/", views.priority_up, name="priority_up"),
    path("priorities/<int:pk>/down/", views.priority_down, name="priority_down"),
    path("priorities/<int:pk>/remove/", views.priority_remove, name="priority_remove"),
    path("priorities/<int:pk>/actions/add/", views.priority_action_add, name="priority_action_add"),
    path("priorities/<int:pk>/parts/add/", views.priority_part_add, name="priority_part_add"),
    path("priorities/<int:pk>/targets/add/", views.priority_target_add, name="priority_target_add"),
    path("priorities/<int:pk>/objectives/", views.priority_objectives, name="priority_objectives"),
    path(
        "priorities/<int:pk>/objectives/<int:priority_objective_pk>/remove/",
        views.priority_unlink,
        name="priority_unlink",
    ),
    path("actions/<int:pk>/", views.action_edit, name="action_edit"),
    path("actions/<int:pk>/up/", views.action_up, name="action_up"),
    path("actions/<int:pk>/down/", views.action_down, name="action_down"),
    path("actions/<int:pk>/remove/", views.action_remove, name="action_remove"),
    path("actions/<int:pk>/parts/add/", views.action_part_add, name="action_part_add"),
    path("actions/<int:pk>/targets/add/", views.action_target_add, name="action_target_add"),
    path("targets/<int:pk>/", views.target_edit, name="target_edit"),
    path("targets/<int:pk>/remove/", views.target_remove, name="target_remove"),
    path("together/", views.together_pick, name="together_pick"),
    path("together/<keys:keys>/", views.together, name="together"),
]
of_objective_set: list[URLPattern | URLResolver] = [
    path("<int:objective_set_pk>/objectives/<int:pk>/", views.objective_edit, name="objective_edit"),
    path("<int:objective_set_pk>/objectives/<int:pk>/up/", views.objective_up, name="objective_up"),
    path("<int:objective_set_pk>/objectives/<int:pk>/down/", views.objective_down, name="objective_down"),
    path("<int:objective_set_pk>/objectives/<int:pk>/remove/", views.objective_remove, name="objective_remove"),
    path("<int:pk>/objectives/add/", views.objective_set_objective_add, name="objective_set_objective_add"),
    path("<int:pk>/", views.objective_set_edit, name="objective_set_edit"),
    path("add/", views.objective_set_add, name="objective_set_add"),
    path("", views.objective_sets, name="objective_sets"),
]
of_roll_forward: list[URLPattern | URLResolver] = [
    path("", views.roll_forward, name="roll_forward"),
    path("next/", views.roll_forward_next, name="roll_forward_next"),
    path("priorities/<int:priority_pk>/", views.roll_forward_priority, name="roll_forward_priority"),
    path("check/", views.roll_forward_check, name="roll_forward_check"),
    path("discard/", views.roll_forward_discard, name="roll_forward_discard"),
]
of_plan: list[URLPattern | URLResolver] = [
    path("", views.plan, name="plan"),
    path("basis/", views.basis, name="basis"),
    path("work/", include(of_work)),
    path("edit/", views.plan_edit, name="plan_edit"),
    path("state/", views.plan_state, name="plan_state"),
    path("state/<slug:to>/", views.plan_move, name="plan_move"),
    path("evidence/add/", views.evidence_source_add, name="evidence_source_add"),
    path("evidence/<int:pk>/", views.evidence_source_edit, name="evidence_source_edit"),
    path("progress/", views.progress_sheet, name="progress_sheet"),
    path("actions/<int:action_pk>/progress/", views.progress_record, name="progress_record"),
    path("actions/<int:action_pk>/progress/<slug:period_name>/", views.progress_period, name="progress_period"),
    path(
        "actions/<int:action_pk>/progress/<slug:period_name>/unchanged/",
        views.progress_unchanged,
        name="progress_unchanged",
    ),
    path("roll-forward/", include(of_roll_forward)),
    path("requests/", views.requests, name="requests"),
    path("requests/add/", views.request_add, name="request_add"),
    path("requests/<int:pk>/", views.request, name="request"),
    path("requests/<int:pk>/close/", views.request_close, name="request_close"),
    path("requests/<int:pk>/mail/<slug:kind>/", views.request_mail, name="request_mail"),
    path("requests/bodies/<int:pk>/answer/", views.request_answer, name="request_answer"),
    path("requests/bodies/<int:pk>/nudge/", views.request_nudge, name="request_nudge"),
    path("requests/bodies/<int:pk>/renew/", views.request_renew, name="request_renew"),
    path("requests/bodies/<int:pk>/revoke/", views.request_revoke, name="request_revoke"),
    path("challenges/add/", views.challenge_add, name="challenge_add"),
    path("challenges/<int:pk>/", views.challenge_edit, name="challenge_edit"),
    path("challenges/<int:pk>/remove/", views.challenge_remove, name="challenge_remove"),
    path("duties/", views.duties, name="duties"),
    path("duties/add/<slug:duty>/", views.duty_record_add, name="duty_record_add"),
    path("duties/<int:pk>/", views.duty_record_edit, name="duty_record_edit"),
    path("duties/<int:pk>/remove/", views.duty_record_remove, name="duty_record_remove"),
]

urlpatterns = [
    path("objective-sets/", include(of_objective_set)),
    path("plans/add/", views.plan_add, name="plan_add"),
    path("plans/<slug:plan_slug>/", include(of_plan)),
]
