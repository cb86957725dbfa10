"""Administrators say how their partnership's grants are published."""

from functools import partial
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from core.access import administrator_required
from core.edit_pages import edit_page
from partners import operations
from partners.forms import PublishingForm
from partners.models import User
from partners.views.keeping import READ_OR_SEND, keep_url, partnership_or_404


@administrator_required
@require_http_methods(READ_OR_SEND)
def publishing_edit(request: HttpRequest, partnership_slug: str) -> HttpResponse:
    """Changes the prefix of a partnership's grants, and the licence under which anybody may use their list."""
    partnership, by, now = partnership_or_404(partnership_slug), cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(PublishingForm, instance=partnership),
        save=lambda form: operations.change_publishing(
            partnership=partnership, values=form.values, revision=form.revision, by=by, now=now
        ),
        heading="How grants are published",
        said=lambda saved: f"How the grants of {saved} are published was saved.",
        done=keep_url(partnership, "publishing"),
        cancel=keep_url(partnership, "publishing"),
        template="partners/edit.html",
        context=lambda: {"partnership": partnership},
    )
