"""The address of a plan."""

from django.urls import path

from priorities import views

app_name = "priorities"
urlpatterns = [path("", views.plan, name="plan")]
