"""Access marks: every view says in its first line who may open it, and a view that says nothing is refused.

    @public                     anybody
    @signed_in_required         anybody who has logged in
    @member_required            whoever has a role
    @officer_required           partnership officers; likewise contributor, approver, administrator
    @keeper_required            officers and administrators
    @overseer_required          officers, administrators and approvers: whoever sees all that the partnership does

A mark with a role looks at the roles that hold today. Where the address names a partnership (the argument
`partnership_slug`) or a paper (`slug`), the role must be in that one or in the paper's; elsewhere the view itself
narrows with `visible_to`. Whoever lacks the role is told that there is no such page, so that an address gives nothing
away; whoever has not logged in is asked to.
`MarkedViewsMiddleware` refuses unmarked views of ours; those of Django and django-allauth carry their own checks.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone

View = Callable[..., HttpResponseBase]
FOREIGN = ("allauth.", "django.contrib.", "django.views.", "whitenoise.")
ANY_ROLE = frozenset({"officer", "contributor", "approver", "administrator"})
# The arguments of an address that say whose page it is, and how a role knows its partnership by them.
SAYS_WHOSE = {"partnership_slug": "partnership__slug", "slug": "partnership__papers__slug"}


@dataclass(frozen=True, slots=True)
class Access:
    """Who may open a view: its mark's name, and the kinds of role that are let in (None: no role is asked for)."""

    mark: str
    kinds: frozenset[str] | None = None


def public(view: View) -> View:
    """Lets anybody in."""
    view.access = Access("public")  # type: ignore[attr-defined]
    view.login_required = False  # type: ignore[attr-defined]  # what Django's own middleware looks at
    return view


def signed_in_required(view: View) -> View:
    """Lets in whoever has logged in, with or without a role."""
    return _guarded(view, Access("signed_in_required"))


def member_required(view: View) -> View:
    """Lets in whoever has any role."""
    return _guarded(view, Access("member_required", ANY_ROLE))


def officer_required(view: View) -> View:
    """Lets in partnership officers."""
    return _guarded(view, Access("officer_required", frozenset({"officer"})))


def contributor_required(view: View) -> View:
    """Lets in those who speak for a body, and the officers who may do so for them."""
    return _guarded(view, Access("contributor_required", frozenset({"contributor", "officer"})))


def approver_required(view: View) -> View:
    """Lets in approvers."""
    return _guarded(view, Access("approver_required", frozenset({"approver"})))


def administrator_required(view: View) -> View:
    """Lets in administrators of a partnership."""
    return _guarded(view, Access("administrator_required", frozenset({"administrator"})))


def keeper_required(view: View) -> View:
    """Lets in officers and administrators, who both keep bodies, groups and meetings."""
    return _guarded(view, Access("keeper_required", frozenset({"officer", "administrator"})))


def overseer_required(view: View) -> View:
    """Lets in officers, administrators and approvers, who see the whole of what contributors see their own part of."""
    return _guarded(view, Access("overseer_required", frozenset({"officer", "administrator", "approver"})))


def access_of(view: View) -> Access | None:
    """The mark of a view, or None when it has none."""
    return getattr(view, "access", None)


def is_foreign(view: View) -> bool:
    """Whether a view belongs to Django or another package, which guard their own."""
    return view.__module__.startswith(FOREIGN)


def _guarded(view: View, access: Access) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if access.kinds is not None and not _has_role(request, access.kinds, kwargs):
            raise Http404("You have no role that opens this page.")
        return view(request, *args, **kwargs)

    guarded.access = access  # type: ignore[attr-defined]
    return guarded


def _has_role(request: HttpRequest, kinds: frozenset[str], arguments: dict[str, Any]) -> bool:
    user = cast("Any", request.user)  # whoever has logged in has `roles`; this room knows no more of them
    roles = user.roles.as_at(timezone.localdate()).filter(kind__in=kinds)
    whose = {field: arguments[name] for name, field in SAYS_WHOSE.items() if name in arguments}
    return bool(roles.filter(**whose).exists())


class MarkedViewsMiddleware(LoginRequiredMiddleware):
    """Refuses a view of ours that carries no mark; asks for a log-in before every view that is not public."""

    def process_view(
        self, request: HttpRequest, view_func: View, view_args: tuple[Any, ...], view_kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        in_admin = request.resolver_match is not None and "admin" in request.resolver_match.namespaces
        if not (access_of(view_func) or is_foreign(view_func) or in_admin):
            raise ImproperlyConfigured(
                f"{view_func.__module__}.{view_func.__name__} carries no access mark: add one of core.access above it."
            )
        answer: HttpResponseBase | None = super().process_view(request, view_func, view_args, view_kwargs)
        return answer
