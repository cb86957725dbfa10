"""The addresses of a plan's money: awards, allocations and what belongs to them."""

from django.urls import URLPattern, path

from funding import views

OF_ALLOCATION = "allocations/<int:allocation_pk>"

of_money: list[URLPattern] = [
    path("", views.funding, name="funding"),
    path("funds/", views.funds, name="funds"),
    path("funds/add/", views.fund_add, name="fund_add"),
    path("funds/<int:pk>/", views.fund_edit, name="fund_edit"),
    path("funds/<int:pk>/remove/", views.fund_remove, name="fund_remove"),
    path("awards/add/", views.award_add, name="award_add"),
    path("awards/<int:pk>/", views.award, name="award"),
    path("awards/<int:pk>/edit/", views.award_edit, name="award_edit"),
    path("awards/<int:pk>/remove/", views.award_remove, name="award_remove"),
    path("awards/<int:award_pk>/allocations/add/", views.allocation_add, name="allocation_add"),
    path("awards/<int:award_pk>/payments/add/", views.payment_add, name="payment_add"),
    path("awards/<int:award_pk>/payments/<int:pk>/", views.payment_edit, name="payment_edit"),
    path("awards/<int:award_pk>/payments/<int:pk>/remove/", views.payment_remove, name="payment_remove"),
    path("awards/<int:award_pk>/explain/<slug:difference>/", views.difference_explain, name="difference_explain"),
    path("awards/<int:award_pk>/explanations/<int:pk>/remove/", views.explanation_remove, name="explanation_remove"),
    path("allocations/<int:pk>/edit/", views.allocation_edit, name="allocation_edit"),
    path("allocations/<int:pk>/up/", views.allocation_up, name="allocation_up"),
    path("allocations/<int:pk>/down/", views.allocation_down, name="allocation_down"),
    path("allocations/<int:pk>/remove/", views.allocation_remove, name="allocation_remove"),
    path(f"{OF_ALLOCATION}/shares/add/", views.share_add, name="share_add"),
    path(f"{OF_ALLOCATION}/shares/<int:pk>/", views.share_edit, name="share_edit"),
    path(f"{OF_ALLOCATION}/shares/<int:pk>/remove/", views.share_remove, name="share_remove"),
    path(f"{OF_ALLOCATION}/profile/add/", views.profile_add, name="profile_add"),
    path(f"{OF_ALLOCATION}/profile/<int:pk>/", views.profile_edit, name="profile_edit"),
    path(f"{OF_ALLOCATION}/profile/<int:pk>/remove/", views.profile_remove, name="profile_remove"),
    path(f"{OF_ALLOCATION}/forecasts/add/", views.forecast_add, name="forecast_add"),
    path(f"{OF_ALLOCATION}/forecasts/<int:pk>/", views.forecast_edit, name="forecast_edit"),
    path(f"{OF_ALLOCATION}/forecasts/<int:pk>/remove/", views.forecast_remove, name="forecast_remove"),
    path("posts/add/", views.post_add, name="post_add"),
    path("posts/<int:pk>/", views.post_edit, name="post_edit"),
    path("posts/<int:pk>/remove/", views.post_remove, name="post_remove"),
]
