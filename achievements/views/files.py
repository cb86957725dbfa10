"""Handing out files of evidence."""

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from achievements.models import Evidence
from core.access import public
from core.uploads import as_attachment


@public
@require_safe
def evidence_file(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> FileResponse:
    """One file, to be saved and never shown: whoever may not open it is told that there is none."""
    openable = Evidence.objects.openable_by(request.user, on=timezone.localdate()).filter(
        achievement__plan__partnership__slug=partnership_slug, achievement__plan__slug=plan_slug
    )
    evidence = get_object_or_404(openable, pk=pk)
    try:
        content = evidence.file.open("rb")
    except FileNotFoundError:
        raise Http404("The file is not there any more.") from None
    return as_attachment(content, name=evidence.file_name or f"evidence-{evidence.pk}")
