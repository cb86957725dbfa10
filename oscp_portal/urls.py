"""The one map of addresses. Each app's `urls.py` holds the ends of its own; what reads several apps is here."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from oscp_portal import views
from oscp_portal.history import urls as history
from oscp_portal.sheets import urls as sheets

handler403 = "oscp_portal.views.permission_denied"
handler404 = "oscp_portal.views.page_not_found"
handler500 = "oscp_portal.views.server_error"

# The admin has no log-in of its own: that one would know neither lock-out nor the second step.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

of_partnership: list[URLPattern | URLResolver] = [
    path("", views.partnership, name="partnership"),
    path("", include("partners.urls")),
    path("", include("priorities.urls")),
    path("", include("reports.style_urls")),
    path("", include("funding.grant_urls")),
    path("history/", include(history.of_partnership)),
    path("official-figures/", include("scorecard.importing.urls")),
    path("plans/<slug:plan_slug>/spreadsheets/", include(sheets.of_plan)),
    path("plans/<slug:plan_slug>/achievements/", include("achievements.urls")),
    path("plans/<slug:plan_slug>/funding/returns/", include("reports.return_urls")),
    path("plans/<slug:plan_slug>/funding/allocations/<int:pk>/", views.allocation, name="allocation"),
    path("plans/<slug:plan_slug>/funding/", include("funding.urls")),
    path("plans/<slug:plan_slug>/scorecard/", include("scorecard.urls")),
]

urlpatterns = [
    path("", views.home, name="home"),
    path("papers/", include("reports.urls")),
    path("partnerships/<slug:partnership_slug>/", include(of_partnership)),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("work/", views.work, name="work"),
    path("updates/", include("priorities.update_urls")),
    path("exceptions/", include("scorecard.exception_urls")),
    path("returns/", include("funding.return_urls")),
    path("", include("core.urls")),
    path("history/", include(history.of_portal)),
    path("components/", views.components, name="components"),
    path("healthz", views.healthz, name="healthz"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
