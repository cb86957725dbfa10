"""The addresses of a partnership's house styles and pre-election periods, under the partnership's own."""

from django.urls import path

from reports.views import pre_election, style_parts, styles

app_name = "styles"
urlpatterns = [
    path("house-styles/", styles.house_styles, name="house_styles"),
    path("house-styles/add/", styles.house_style_add, name="house_style_add"),
    path("house-styles/<int:pk>/", styles.house_style, name="house_style"),
    path("house-styles/<int:pk>/sample.pdf", styles.house_style_pdf, name="house_style_pdf"),
    path("house-styles/<int:pk>/change/", styles.house_style_edit, name="house_style_edit"),
    path("house-styles/<int:pk>/copy/", styles.house_style_copy, name="house_style_copy"),
    path("house-styles/<int:pk>/remove/", styles.house_style_remove, name="house_style_remove"),
    path(
        "house-styles/<int:pk>/fields/add/",
        style_parts.house_style_header_field_add,
        name="house_style_header_field_add",
    ),
    path(
        "house-styles/<int:pk>/approvers/add/",
        style_parts.house_style_approver_role_add,
        name="house_style_approver_role_add",
    ),
    path(
        "house-styles/<int:pk>/implications/add/",
        style_parts.house_style_implication_kind_add,
        name="house_style_implication_kind_add",
    ),
    path("house-styles/fields/<int:pk>/", style_parts.header_field_edit, name="header_field_edit"),
    path("house-styles/fields/<int:pk>/move/", style_parts.header_field_move, name="header_field_move"),
    path("house-styles/fields/<int:pk>/remove/", style_parts.header_field_remove, name="header_field_remove"),
    path("house-styles/approvers/<int:pk>/", style_parts.approver_role_edit, name="approver_role_edit"),
    path("house-styles/approvers/<int:pk>/move/", style_parts.approver_role_move, name="approver_role_move"),
    path("house-styles/approvers/<int:pk>/remove/", style_parts.approver_role_remove, name="approver_role_remove"),
    path("house-styles/implications/<int:pk>/", style_parts.implication_kind_edit, name="implication_kind_edit"),
    path("house-styles/implications/<int:pk>/move/", style_parts.implication_kind_move, name="implication_kind_move"),
    path(
        "house-styles/implications/<int:pk>/remove/",
        style_parts.implication_kind_remove,
        name="implication_kind_remove",
    ),
    path("pre-election-periods/", pre_election.pre_election_periods, name="pre_election_periods"),
    path("pre-election-periods/add/", pre_election.pre_election_period_add, name="pre_election_period_add"),
    path("pre-election-periods/<int:pk>/", pre_election.pre_election_period_edit, name="pre_election_period_edit"),
    path(
        "pre-election-periods/<int:pk>/remove/",
        pre_election.pre_election_period_remove,
        name="pre_election_period_remove",
    ),
]
