"""The addresses of the history: of a partnership, and of the portal itself."""

from django.urls import URLPattern, path

from oscp_portal.history import views

of_partnership: list[URLPattern] = [
    path("", views.history, name="history"),
    path("events.csv", views.history_csv, name="history_csv"),
    path("records/<str:record>/", views.history_record, name="history_record"),
]
of_portal: list[URLPattern] = [
    path("", views.portal_history, name="portal_history"),
    path("events.csv", views.portal_history_csv, name="portal_history_csv"),
]
