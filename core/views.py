"""Addresses that every form uses: keeping drafts, throwing them away, putting back what was removed."""

from typing import Any, cast
from urllib.parse import unquote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.csrf import csrf_failure as usual_csrf_failure
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from core.access import member_required, signed_in_required
from core.editing import Refused
from core.formats import moment
from core.models import Removal
from core.removal import put_back
from core.typed import TOKEN, forget_typed, form_path, keep_draft, keep_in_session, read_token, typed_in

# Whose pages remove the records of each app, or of one kind in it.
MAY_PUT_BACK = {
    "partners": {"officer", "administrator"},
    "priorities": {"officer"},
    "achievements": {"officer", "contributor"},
    "funding": {"officer"},
    "scorecard": {"officer"},
    "reports": {"officer", "administrator"},
    "reports.comment": {"officer", "contributor", "approver", "administrator"},
    "reports.housestyle": {"administrator"},
    "reports.headerfield": {"administrator"},
    "reports.approverrole": {"administrator"},
    "reports.implicationkind": {"administrator"},
    "reports.preelectionperiod": {"administrator"},
}


@signed_in_required
@never_cache
@require_POST
def draft_keep(request: HttpRequest) -> HttpResponse:
    """Keeps what is typed into a form, as its script asks every few seconds while somebody types."""
    path = form_path(request)
    token = read_token(request.POST.get(TOKEN, ""))
    typed = typed_in(request)
    if token is None or token.user != request.user.pk or not typed or not path:
        return JsonResponse({"said": "This form is too long or too old to be kept as a draft."}, status=400)
    title = unquote(request.headers.get("X-Form-Title", ""))
    draft = keep_draft(user=request.user, path=path, title=title, typed=typed, now=timezone.now())
    return JsonResponse({"said": f"Draft kept, {moment(draft.kept_at)}."})


@signed_in_required
@require_POST
def draft_discard(request: HttpRequest) -> HttpResponse:
    """Throws away what was kept of a form, and shows it as saved."""
    path = request.POST.get("path", "")
    forget_typed(request, path)
    if not path.startswith("/") or not url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return redirect("work")
    messages.success(request, "The draft was thrown away. This is what is saved.")
    return redirect(path)


@member_required
@require_POST
def removal_put_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Undoes a removal, for whoever did it and still has a role there that would let them."""
    removal = get_object_or_404(Removal, pk=pk, removed_by=request.user.pk)
    roles = cast("Any", request.user).roles.as_at(timezone.localdate()).select_related("partnership")
    kinds = {role.kind for role in roles if role.partnership.event_chain == removal.chain}
    app = removal.record_type.partition(".")[0]
    if not kinds & MAY_PUT_BACK.get(removal.record_type, MAY_PUT_BACK[app]):
        raise Http404("What you may not remove any more, you may not put back.")
    try:
        put_back(removal=removal, by=request.user, now=timezone.now())
    except Refused as error:
        messages.error(request, f"“{removal.label}” cannot be put back. {error}")
    else:
        messages.success(request, f"“{removal.label}” is back.")
    return redirect(removal.place)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose CSRF token is too old, as after logging in again in another window.

    One of our edit forms is kept and shown again, to be sent once more; others get the usual page.
    """
    if request.method == "POST" and keep_in_session(request, now=timezone.now()):
        return redirect(form_path(request))
    return usual_csrf_failure(request, reason)
