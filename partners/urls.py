"""The addresses of a partnership's bodies and people, under the partnership's own."""

from django.urls import path

from partners import views

app_name = "partners"
urlpatterns = [
    path("bodies/", views.bodies, name="bodies"),
    path("bodies/keep/", views.keep, name="keep"),
    path("bodies/add/", views.body_add, name="body_add"),
    path("bodies/<int:pk>/", views.body_edit, name="body_edit"),
    path("memberships/add/", views.membership_add, name="membership_add"),
    path("memberships/<int:pk>/", views.membership_edit, name="membership_edit"),
    path("memberships/<int:pk>/remove/", views.membership_remove, name="membership_remove"),
    path("groups/add/", views.group_add, name="group_add"),
    path("groups/<int:pk>/", views.group_edit, name="group_edit"),
    path("groups/<int:pk>/remove/", views.group_remove, name="group_remove"),
    path("groups/<int:pk>/seats/add/", views.group_seat_add, name="group_seat_add"),
    path("seats/<int:pk>/", views.seat_edit, name="seat_edit"),
    path("seats/<int:pk>/remove/", views.seat_remove, name="seat_remove"),
    path("contacts/add/", views.person_add, name="person_add"),
    path("contacts/<int:pk>/", views.person_edit, name="person_edit"),
    path("publishing/", views.publishing_edit, name="publishing_edit"),
    path("people/", views.people, name="people"),
    path("people/invite/", views.user_invite, name="user_invite"),
    path("people/<int:pk>/", views.user, name="user"),
    path("people/<int:pk>/roles/add/", views.user_role_add, name="user_role_add"),
    path("people/<int:pk>/invitation/", views.user_invitation_send, name="user_invitation_send"),
    path("people/<int:pk>/second-step/remove/", views.user_second_step_remove, name="user_second_step_remove"),
    path("people/<int:pk>/leave/", views.user_leave, name="user_leave"),
    path("people/roles/<int:pk>/end/", views.role_end, name="role_end"),
    path("meetings/", views.meetings, name="meetings"),
    path("meetings/add/", views.meeting_add, name="meeting_add"),
    path("meetings/<int:pk>/", views.meeting_edit, name="meeting_edit"),
    path("meetings/<int:pk>/remove/", views.meeting_remove, name="meeting_remove"),
    path("meetings/<int:pk>/decisions/add/", views.meeting_decision_add, name="meeting_decision_add"),
    path("decisions/<int:pk>/", views.decision_edit, name="decision_edit"),
    path("decisions/<int:pk>/remove/", views.decision_remove, name="decision_remove"),
]
