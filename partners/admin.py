"""Partnerships, bodies, groups, people and their roles, for support."""

from allauth.usersessions.admin import UserSession
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from core.admin import RecordAdmin, Rows
from partners.models import (
    Area,
    Body,
    BodyName,
    CycleTask,
    Decision,
    GlossaryTerm,
    Group,
    Link,
    Meeting,
    Membership,
    MembershipCategory,
    Partnership,
    PartnershipArea,
    PartnershipName,
    Person,
    Protocol,
    Role,
    Seat,
    User,
)


class RoleRows(Rows):
    model = Role


class UserCreationForm(AdminUserCreationForm):
    """A new person: an address and a password, or none where the council's own sign-on is used."""

    class Meta:
        model = User
        fields = ("email", "name")


@admin.register(User)
class UserAdmin(RecordAdmin, DjangoUserAdmin):
    """People who sign in. Their roles say what they may do; "may use the admin" is for support only."""

    list_display = ("email", "name", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff", "is_superuser")
    search_fields = ("email", "name")
    ordering = ("email",)
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        ("Support", {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    add_form = UserCreationForm
    add_fieldsets = ((None, {"fields": ("email", "name", "usable_password", "password1", "password2")}),)
    inlines = (RoleRows,)

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        return []

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002
        """Sets a password in one transaction with the event that tells of it."""
        with transaction.atomic():
            return super().user_change_password(request, id, form_url)


@admin.register(Area)
class AreaAdmin(RecordAdmin):
    list_display = ("name", "kind", "ons_code", "parent", "from_date", "until_date")
    list_filter = ("kind",)
    search_fields = ("name", "ons_code", "slug")
    ordering = ("name", "pk")
    prepopulated_fields = {"slug": ("name",)}


class BodyNameRows(Rows):
    model = BodyName


@admin.register(Body)
class BodyAdmin(RecordAdmin):
    list_display = ("name", "kind", "parent", "from_date", "until_date", "successor")
    list_filter = ("kind",)
    search_fields = ("name", "short_name", "slug", "names__name")
    ordering = ("name", "pk")
    prepopulated_fields = {"slug": ("name",)}
    inlines = (BodyNameRows,)


class PartnershipNameRows(Rows):
    model = PartnershipName


class PartnershipAreaRows(Rows):
    model = PartnershipArea


class ProtocolRows(Rows):
    model = Protocol


class LinkRows(Rows):
    model = Link
    fk_name = "partnership"


class GlossaryRows(Rows):
    model = GlossaryTerm


@admin.register(Partnership)
class PartnershipAdmin(RecordAdmin):
    list_display = ("name", "tier", "parent", "host_body", "from_date", "until_date")
    list_filter = ("tier",)
    search_fields = ("name", "short_name", "slug", "names__name")
    ordering = ("name", "pk")
    prepopulated_fields = {"slug": ("name",)}
    partnership_paths = ("self",)
    inlines = (PartnershipNameRows, PartnershipAreaRows, ProtocolRows, LinkRows, GlossaryRows)


class MembershipCategoryRows(Rows):
    model = MembershipCategory


@admin.register(Membership)
class MembershipAdmin(RecordAdmin):
    list_display = ("body", "partnership", "standing", "from_date", "until_date")
    list_filter = ("partnership", "standing")
    search_fields = ("body__name", "partnership__name", "note")
    ordering = ("partnership__name", "position", "pk")
    partnership_paths = ("partnership",)
    inlines = (MembershipCategoryRows,)


class SeatRows(Rows):
    model = Seat


class CycleTaskRows(Rows):
    model = CycleTask


@admin.register(Group)
class GroupAdmin(RecordAdmin):
    list_display = ("name", "kind", "partnership", "parent", "secretariat")
    list_filter = ("partnership", "kind")
    search_fields = ("name", "short_name", "partnership__name")
    ordering = ("partnership__name", "position", "pk")
    partnership_paths = ("partnership",)
    inlines = (SeatRows, CycleTaskRows)


@admin.register(Person)
class PersonAdmin(RecordAdmin):
    list_display = ("name", "body", "job_title", "may_be_published")
    list_filter = ("may_be_published",)
    search_fields = ("name", "job_title", "body__name", "email")
    ordering = ("name", "pk")


class DecisionRows(Rows):
    model = Decision


@admin.register(Meeting)
class MeetingAdmin(RecordAdmin):
    list_display = ("name", "kind", "group", "partnership", "date", "date_stated", "theme")
    list_display_links = ("name", "kind")
    list_filter = ("partnership", "kind")
    search_fields = ("name", "theme", "date_stated", "group__name", "partnership__name")
    ordering = ("-date", "pk")
    partnership_paths = ("partnership",)
    inlines = (DecisionRows,)


@admin.register(Role)
class RoleAdmin(RecordAdmin):
    list_display = ("user", "kind", "partnership", "body", "from_date", "until_date")
    list_filter = ("partnership", "kind")
    search_fields = ("user__email", "user__name", "partnership__name", "body__name")
    ordering = ("partnership__name", "user__email", "pk")
    partnership_paths = ("partnership",)


# Taking a row away here would not end the session it tells of; people end theirs on a page of their own.
admin.site.unregister(UserSession)
