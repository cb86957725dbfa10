"""Pictures that people upload to be shown."""

from io import BytesIO

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from core import pictures
from core.file_kinds import UploadRefused
from core.pictures import PictureField, small_png

MOST = (600, 200, 67_000)


def file_of(picture, name="logo.png", **saved):
    kept = BytesIO()
    picture.save(kept, {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}[name.rpartition(".")[2]], **saved)
    return SimpleUploadedFile(name, kept.getvalue())


def opened(png):
    picture = Image.open(BytesIO(png), formats=["PNG"])
    picture.load()
    return picture


@pytest.mark.parametrize("name", ["logo.png", "logo.jpg", "logo.webp"])
def test_a_picture_of_each_kind_becomes_a_small_png(name):
    made = opened(small_png(file_of(Image.new("RGB", (1200, 600), "#1d3557"), name), name, *MOST))
    assert made.format == "PNG"
    assert made.size == (400, 200)


def test_a_small_picture_keeps_its_size_and_what_is_clear_stays_clear():
    made = opened(small_png(file_of(Image.new("RGBA", (60, 20), (0, 0, 0, 0))), "logo.png", *MOST))
    assert made.size == (60, 20)
    assert made.getpixel((1, 1))[3] == 0


def test_nothing_that_came_with_a_picture_is_left():
    exif = Image.Exif()
    exif[0x010E] = "Taken in the mayor's kitchen"
    photograph = file_of(Image.new("RGB", (60, 20)), "logo.jpg", exif=exif, comment=b"kitchen")
    told = PngInfo()
    told.add_text("Author", "Somebody in the kitchen")
    drawing = file_of(Image.new("RGB", (60, 20)), "logo.png", pnginfo=told)
    for file, name in ((photograph, "logo.jpg"), (drawing, "logo.png")):
        png = small_png(file, name, *MOST)
        assert b"kitchen" not in png
        assert not opened(png).info


def test_a_picture_that_is_turned_in_its_camera_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    made = opened(small_png(file_of(Image.new("RGB", (60, 20)), "logo.jpg", exif=exif), "logo.jpg", *MOST))
    assert made.size == (20, 60)


def test_a_picture_that_takes_too_many_bytes_is_made_smaller():
    noise = Image.effect_noise((600, 200), 90).convert("RGB")
    png = small_png(file_of(noise), "logo.png", 600, 200, 20_000)
    assert len(png) <= 20_000
    assert opened(png).width < 600


def test_what_is_no_picture_inside_is_refused():
    with pytest.raises(UploadRefused, match="no picture of the kind that its name says"):
        small_png(SimpleUploadedFile("logo.png", b"<svg onload='alert(1)'/>"), "logo.png", *MOST)


def test_a_picture_under_the_name_of_another_kind_is_refused():
    jpeg = file_of(Image.new("RGB", (60, 20)), "logo.jpg")
    with pytest.raises(UploadRefused, match="no picture of the kind that its name says"):
        small_png(jpeg, "logo.png", *MOST)


def test_half_a_picture_is_refused():
    whole = file_of(Image.effect_noise((300, 100), 90)).read()
    with pytest.raises(UploadRefused, match="damaged"):
        small_png(SimpleUploadedFile("logo.png", whole[: len(whole) // 2]), "logo.png", *MOST)


def test_other_kinds_of_file_are_refused():
    with pytest.raises(UploadRefused, match="Choose a PNG, JPEG or WebP picture"):
        small_png(SimpleUploadedFile("logo.svg", b"<svg/>"), "logo.svg", *MOST)


def test_a_picture_of_too_many_dots_is_refused_before_it_is_drawn():
    huge = file_of(Image.new("1", (6000, 6000)))
    with pytest.raises(UploadRefused, match="more than 25 million pixels"):
        small_png(huge, "logo.png", *MOST)


def test_a_picture_that_ends_the_process_that_draws_it_is_refused(monkeypatch, tmp_path):
    dies = tmp_path / "dies.py"
    dies.write_text("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n")
    monkeypatch.setattr(pictures, "MAKING", dies)
    with pytest.raises(UploadRefused, match="cannot be drawn in reasonable time"):
        small_png(file_of(Image.new("RGB", (6, 2))), "logo.png", *MOST)


def test_a_field_gives_the_picture_made_small():
    class LogoForm(forms.Form):
        logo = PictureField(width=600, height=200, room=67_000, required=False)

    form = LogoForm({}, {"logo": file_of(Image.new("RGB", (1200, 400)))})
    assert form.is_valid()
    assert opened(form.cleaned_data["logo"].png).size == (600, 200)
    assert 'accept=".png, .jpg, .jpeg, .webp"' in str(form["logo"])
    wrong = LogoForm({}, {"logo": SimpleUploadedFile("a.png", b"no")})
    assert not wrong.is_valid()
    assert LogoForm({}, {}).is_valid()
