"""Files that people upload: taken in with bounded memory and disk, and a form field that lets in what it has proven.

`BoundedUploadHandler` stands in the settings, so it takes every file of every form. `UploadField` is the field for
forms: its cleaned value is an UploadedFile whose `name` is safe to show and to send.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.conf import settings
from django.core.files import temp
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import FileResponse, HttpResponseBase

from core.file_kinds import SUFFIXES, TAKEN, UploadRefused, check_upload, clean_name, content_type_of

LARGEST = 10 << 20  # bytes, of one file
LARGEST_OF_FORM = 3 * LARGEST  # bytes, of all files that one form sends
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def takes_file_of(size: int) -> Callable[[View], View]:
    """Marks a view whose one file may have so many bytes, sent by somebody who has logged in."""

    def mark(view: View) -> View:
        view.largest_file = size  # type: ignore[attr-defined]
        return view

    return mark


class ReceivedFile(TemporaryUploadedFile):
    """A file as it came in. `size` is what was sent; where that was too much, nothing was kept of it."""

    def __init__(self, name: str | None, content_type: str | None, charset: str | None, extra: Any) -> None:
        # Django's own ends like the file's name, which a name with a long ending makes too long for the disk.
        file = temp.NamedTemporaryFile(suffix=".upload", dir=settings.FILE_UPLOAD_TEMP_DIR)
        UploadedFile.__init__(self, file, name, content_type, 0, charset, extra)
        self.is_kept = True


class BoundedUploadHandler(FileUploadHandler):
    """Writes files to disk as they come, and no more than may be: the rest is counted and thrown away.

    So a form with too large a file arrives whole, and is shown again with a sentence and with all that was typed. (Were
    the rest not read, the connection would break, and the browser would show no form at all.)
    """

    file: ReceivedFile

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.most = _largest_for(request)
        self.room = LARGEST_OF_FORM if self.most == LARGEST else self.most

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file = ReceivedFile(self.file_name, self.content_type, self.charset, self.content_type_extra)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if not self.file.is_kept:
            return
        if start + len(raw_data) > min(self.most, self.room):
            self.file.is_kept = False
            self.file.truncate(0)
        else:
            self.file.write(raw_data)

    def file_complete(self, file_size: int) -> ReceivedFile:
        self.room -= file_size if self.file.is_kept else 0
        self.file.seek(0)
        self.file.size = file_size
        return self.file

    def upload_interrupted(self) -> None:
        if hasattr(self, "file"):
            self.file.close()


def _largest_for(request: Any) -> int:
    """How many bytes a file may have: more than usual only where the view says so, and never of a stranger."""
    match = getattr(request, "resolver_match", None)
    size: int = getattr(match and match.func, "largest_file", LARGEST)
    user = getattr(request, "user", None)
    return size if user is not None and user.is_authenticated else LARGEST


@dataclass(frozen=True, slots=True)
class StoredFile:
    """The file that a record has already, for the form that may replace it."""

    name: str
    address: str


class UploadField(forms.FileField):
    """A file of a kind that is taken here. Cleaned: the UploadedFile, its `name` made safe and its `kind` set.

    As with Django's own field: None or the `initial` where nothing was chosen, False where "Take this file away" was
    ticked, which the form offers once its `stored` is set.
    """

    stored: StoredFile | None = None

    default_error_messages = {
        "invalid": "Choose the file again: it did not arrive",
        "empty": "The chosen file is empty. Choose one with something in it",
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", f"{TAKEN[0].upper()}{TAKEN[1:]}, of at most {in_megabytes(LARGEST)}.")
        super().__init__(**options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "accept": SUFFIXES}

    def to_python(self, data: Any) -> Any:
        file: Any = super().to_python(data)
        if file is None:
            return None
        name = clean_name(file.name)
        try:
            check_size(file, name)
            file.kind = check_upload(file, name)
        except UploadRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        file.name = name
        return file


def check_size(file: UploadedFile, name: str) -> None:
    """Raises UploadRefused for a file that is too large, alone or with the others of its form."""
    if (file.size or 0) > LARGEST:
        raise UploadRefused(
            f"“{name}” is larger than {in_megabytes(LARGEST)}. Choose a smaller file, or save it in parts and add each."
        )
    if not getattr(file, "is_kept", True):
        raise UploadRefused(
            f"The files chosen here have more than {in_megabytes(LARGEST_OF_FORM)} together. Add “{name}” by itself."
        )


def as_attachment(content: Any, *, name: str) -> FileResponse:
    """The answer that hands out a file that somebody uploaded: to be saved under its name, and never shown or run here.

    Its type is told by the ending, which was proven when it came in.
    """
    answer = FileResponse(content, as_attachment=True, filename=name, content_type=content_type_of(name))
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private"
    return answer


def in_megabytes(size: int) -> str:
    return f"{size >> 20} MB"
