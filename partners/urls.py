"""The addresses of a partnership's bodies and people, under the partnership's own."""

from django.urls import path

from partners import views

app_name = "partners"
urlpatterns = [
    path("bodies/", views.bodies, name="bodies"),
]
