"""Pictures that people upload to be shown: made small, and bare of all that came with them.

What was uploaded is never kept. It is drawn anew in a process of its own (`core.picture_making`), which a picture that
is made to break whatever reads it ends, and nothing else.
"""

import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from core.file_kinds import PASSED_ON, PATIENCE, UploadRefused, clean_name
from core.uploads import LARGEST, check_size, in_megabytes

logger = logging.getLogger(__name__)
MAKING = Path(__file__).with_name("picture_making.py")
SUFFIXES = (".png", ".jpg", ".jpeg", ".webp")
REFUSED = 3  # the exit code beside a word for why
WRONG = {
    "damaged": "is damaged, or no picture of the kind that its name says. Open it, save it as a PNG and choose that.",
    "pixels": "has more than 25 million pixels. Save it smaller and choose that.",
}
COSTLY = "cannot be drawn in reasonable time. Save it as a PNG of at most 2,000 pixels a side and choose that."


class PictureField(forms.FileField):
    """A PNG, JPEG or WebP picture. Cleaned: the UploadedFile, whose `png` is the picture as a PNG of at most so many
    dots and bytes; or None where nothing was chosen.
    """

    default_error_messages = {
        "invalid": "Choose the picture again: it did not arrive",
        "empty": "The chosen file is empty. Choose one with a picture in it",
    }

    def __init__(self, *, width: int, height: int, room: int, **options: Any) -> None:
        self.limits = (width, height, room)
        options.setdefault("help_text", f"A PNG, JPEG or WebP picture, of at most {in_megabytes(LARGEST)}.")
        super().__init__(**options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "accept": ", ".join(SUFFIXES)}

    def to_python(self, data: Any) -> Any:
        file: Any = super().to_python(data)
        if file is None:
            return None
        name = clean_name(file.name)
        try:
            check_size(file, name)
            file.png = small_png(file, name, *self.limits)
        except UploadRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        file.name = name
        return file


def small_png(file: UploadedFile, name: str, width: int, height: int, room: int) -> bytes:
    """The picture in an uploaded file as a PNG of at most so many dots and bytes. Raises UploadRefused."""
    suffix = Path(name).suffix
    if suffix not in SUFFIXES:
        raise UploadRefused(f"“{name}” is no picture that is taken here. Choose a PNG, JPEG or WebP picture.")
    file.seek(0)
    try:
        done = subprocess.run(  # noqa: S603  our own script, an ending we know and numbers
            [sys.executable, "-I", str(MAKING), suffix, str(width), str(height), str(room)],
            input=file.read(),
            capture_output=True,
            env={key: os.environ[key] for key in PASSED_ON if key in os.environ},
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UploadRefused(f"“{name}” {COSTLY}") from None
    except OSError as error:  # no memory for another process, perhaps
        logger.exception("An uploaded picture could not be drawn")
        raise UploadRefused(f"“{name}” could not be looked into just now. Try again in a minute.") from error
    if done.returncode == REFUSED:
        raise UploadRefused(f"“{name}” {WRONG[done.stdout.decode()]}")
    if done.returncode:
        raise UploadRefused(f"“{name}” {COSTLY}")
    return done.stdout
