"""The address of a year's money."""

from django.urls import path

from funding import views

app_name = "funding"
urlpatterns = [path("", views.funding, name="funding")]
