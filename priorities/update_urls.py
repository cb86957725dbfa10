"""The address of update requests' links. The secret stands in it, so no log and no other site ever sees it whole."""

from django.urls import path

from priorities import views

urlpatterns = [
    path("<str:secret>/", views.update, name="update"),
]
