"""Keeps what somebody typed when the page they send it to is not theirs any more."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from core.typed import NOT_TYPED, TOKEN, keep_in_session, read_token


class TypedTextMiddleware:
    """An edit form sent after the session ended is kept until its writer has logged in again; one whose record has gone
    is shown as text to copy.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        if request.method == "POST" and not request.user.is_authenticated and TOKEN in request.POST:
            keep_in_session(request, now=timezone.now())

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Http404) or request.method != "POST" or TOKEN not in request.POST:
            return None
        token = read_token(request.POST[TOKEN])
        if token is None or token.user != request.user.pk:
            return None
        typed = [
            (name.replace("_", " ").capitalize(), value)
            for name, values in request.POST.lists()
            for value in values
            if name not in NOT_TYPED and value.strip()
        ]
        page = TemplateResponse(request, "core/gone.html", {"typed": typed}, status=404)
        return page.render()
