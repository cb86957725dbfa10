"""One page with a form that takes a file, for the tests of uploads."""

from django import forms
from django.http import HttpRequest, JsonResponse
from django.urls import path

from core.access import public
from core.uploads import UploadField


class UploadForm(forms.Form):
    """A file between two texts: what is typed before and after it must arrive."""

    before = forms.CharField(required=False)
    file = UploadField(required=False)
    other = UploadField(required=False)
    after = forms.CharField(required=False)


@public
def upload(request: HttpRequest) -> JsonResponse:
    form = UploadForm(request.POST, request.FILES)
    file = form.cleaned_data.get("file") if form.is_valid() else None
    said = {
        "before": form["before"].value(),
        "after": form["after"].value(),
        "errors": {name: list(errors) for name, errors in form.errors.items()},
        "name": file.name if file else "",
        "size": file.size if file else 0,
    }
    return JsonResponse(said, status=200 if form.is_valid() else 422)


urlpatterns = [path("upload/", upload)]
