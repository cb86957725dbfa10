"""The page behind a secret link: a body fills in its own lines of one return, without an account."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from core.access import public
from core.editing import Refused
from core.limits import Limit, visitor_key
from funding.forms.return_answers import ReturnLinesForm
from funding.models import ReturnRequest
from funding.operations.returns import AnsweredMeanwhile, give_lines, record_opening
from funding.summaries.returns import lines_of_body
from priorities.links import hash_of

# No search engine keeps the page, and no address that it leads to learns of it.
ALONE = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}
STRETCH = timedelta(minutes=10)
WRONG_LINKS = Limit("wrong-return-links", times=20, within=STRETCH)
VISITS = Limit("return-link-visits", times=300, within=STRETCH)
VISITS_OF_LINK = Limit("visits-of-return-link", times=100, within=STRETCH)


@public
@csrf_exempt  # the secret in the address is all that counts; no cookie stands for anybody here, so none can be misused
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def return_by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """What one body is asked for a return, for whoever has its link."""
    answer = _answer(request, secret)
    for name, value in ALONE.items():
        answer[name] = value
    return answer


def _answer(request: HttpRequest, secret: str) -> HttpResponse:
    now, visitor = timezone.now(), visitor_key(request)
    if WRONG_LINKS.is_reached(visitor, now=now) or not VISITS.count(visitor, now=now):
        return _too_often(request)
    asked = ReturnRequest.objects.reached_by(hash_of(secret), now=now).with_everything().first()
    if asked is None:
        WRONG_LINKS.count(visitor, now=now)
        return _gone(request)
    if not VISITS_OF_LINK.count(str(asked.pk), now=now):
        return _too_often(request)
    if request.method != "POST":
        return _show(request, asked, None)
    if asked.first_opened_at is None:
        record_opening(asked=asked, now=now)
    if "opened" in request.POST:
        return HttpResponse(status=204)
    return _take(request, asked)


def _take(request: HttpRequest, asked: ReturnRequest) -> HttpResponse:
    """Takes what was filled in; with a mistake, or where somebody else was faster, the page as it was typed."""
    form = ReturnLinesForm(request.POST, lines=lines_of_body(asked))
    if not form.is_valid():
        return _show(request, asked, form, status=422)
    try:
        give_lines(asked=asked, told=form.told, now=timezone.now())
    except AnsweredMeanwhile as error:
        form.show_both(lines_of_body(asked), error)
        return _show(request, asked, form, status=409)
    except (Refused, ValidationError) as error:
        form.add_error(None, str(error) if isinstance(error, Refused) else error.messages)
        return _show(request, asked, form, status=422)
    return redirect(f"{request.path}?sent")


def _show(
    request: HttpRequest, asked: ReturnRequest, form: ReturnLinesForm | None, *, status: int = 200
) -> HttpResponse:
    form = form or ReturnLinesForm(lines=lines_of_body(asked))
    lines = form.lines_now
    answered = sum(line.is_answered for line in lines)
    context = {
        "asked": asked,
        "owner": asked.funding_return,
        "form": form,
        "total": len(lines),
        "answered": answered,
        "is_complete": bool(lines) and answered == len(lines),
        "is_sent": "sent" in request.GET and status == 200,
    }
    return TemplateResponse(request, "funding/return_by_link.html", context, status=status)


def _gone(request: HttpRequest) -> HttpResponse:
    """One page for every link that opens nothing, whatever the reason."""
    return TemplateResponse(request, "priorities/update_gone.html", status=404)


def _too_often(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "priorities/update_too_often.html", status=429)
