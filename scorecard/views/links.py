"""The page behind a secret link: a body says why an indicator goes the wrong way, without an account."""

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
from core.editing import Refused, SavedMeanwhile
from core.limits import Limit, visitor_key
from priorities.links import hash_of
from scorecard.forms import LinkAnswerForm
from scorecard.models import ExceptionReport
from scorecard.operations import answer_exception
from scorecard.summaries import report_line

# No search engine keeps the page, and no address that it leads to learns of it.
ALONE = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}
STRETCH = timedelta(minutes=10)
WRONG_LINKS = Limit("wrong-exception-links", times=20, within=STRETCH)
VISITS = Limit("exception-visits", times=300, within=STRETCH)
VISITS_OF_LINK = Limit("visits-of-exception", times=100, within=STRETCH)


@public
@csrf_exempt  # the secret in the address is all that counts; no cookie stands for anybody here, so none can be misused
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def exception(request: HttpRequest, secret: str) -> HttpResponse:
    """What the owner of an indicator is asked, for whoever has its link."""
    answer = _answer(request, secret)
    for name, value in ALONE.items():
        answer[name] = value
    return answer


def _answer(request: HttpRequest, secret: str) -> HttpResponse:
    now, visitor = timezone.now(), visitor_key(request)
    if WRONG_LINKS.is_reached(visitor, now=now) or not VISITS.count(visitor, now=now):
        return TemplateResponse(request, "scorecard/exception_too_often.html", status=429)
    found = ExceptionReport.objects.filter(token_hash=hash_of(secret), expires_at__gt=now)
    report = found.select_related("indicator__partnership", "indicator__plan", "owner_body", "area").first()
    if report is None:
        WRONG_LINKS.count(visitor, now=now)
        return TemplateResponse(request, "scorecard/exception_gone.html", status=404)
    if not VISITS_OF_LINK.count(str(report.pk), now=now):
        return TemplateResponse(request, "scorecard/exception_too_often.html", status=429)
    if request.method != "POST" or report.state == ExceptionReport.State.ACCEPTED:
        return _show(request, report, LinkAnswerForm(report=report))
    return _take(request, report)


def _take(request: HttpRequest, report: ExceptionReport) -> HttpResponse:
    """Takes what was filled in; with a mistake, or where somebody else was faster, the page as it was typed."""
    form = LinkAnswerForm(request.POST, report=report)
    if not form.is_valid():
        return _show(request, report, form, status=422)
    try:
        answer_exception(
            report=report, values=form.values, revision=form.cleaned_data["revision"], by=None, now=timezone.now()
        )
    except SavedMeanwhile:
        return _show_both(request, report)
    except (Refused, ValidationError) as error:
        form.add_error(None, str(error) if isinstance(error, Refused) else error.messages)
        return _show(request, report, form, status=422)
    return redirect(f"{request.path}?sent")


def _show_both(request: HttpRequest, report: ExceptionReport) -> HttpResponse:
    """What somebody else sent meanwhile above what was typed; sending again puts this in its place."""
    report.refresh_from_db()
    typed = request.POST.copy()
    typed["revision"] = str(report.revision)
    again = LinkAnswerForm(typed, report=report)
    again.add_error(None, "Somebody else answered while you were writing. Yours is not saved yet: compare the two.")
    return _show(request, report, again, status=409)


def _show(request: HttpRequest, report: ExceptionReport, form: LinkAnswerForm, *, status: int = 200) -> HttpResponse:
    context = {
        "report": report,
        "line": report_line(report, on=timezone.localdate()),
        "form": form,
        "is_sent": "sent" in request.GET and status == 200,
        "is_clash": status == 409,
        "is_accepted": report.state == ExceptionReport.State.ACCEPTED,
    }
    return TemplateResponse(request, "scorecard/exception.html", context, status=status)
