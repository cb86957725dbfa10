"""The address of a partnership's bodies."""

from django.urls import path

from partners import views

app_name = "partners"
urlpatterns = [path("", views.bodies, name="bodies")]
