"""A council's house style, and who keeps it."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from partners.models import Partnership, User
from reports.models import HouseStyle
from tests import make
from tests.world import logged_in


@pytest.fixture
def oxford() -> Partnership:
    return make.partnership(slug="oxford", name="Oxford Safer Communities Partnership")


@pytest.fixture
def keeper(oxford: Partnership) -> User:
    return make.role(of=oxford, kind="administrator").user


@pytest.fixture
def administrator(keeper: User) -> Client:
    return logged_in(keeper)


@pytest.fixture
def officer(oxford: Partnership) -> Client:
    return logged_in(make.officer(of=oxford))


@pytest.fixture
def style(oxford: Partnership) -> HouseStyle:
    style = make.house_style(of=oxford, name="Report to Council", masthead="Oxford City Council")
    make.header_field(of=style, key="to", label="To", position=1)
    make.header_field(of=style, key="date", label="Date", position=2)
    make.header_field(of=style, key="recommendations", label="The Council is asked to", block="summary", position=3)
    make.approver_role(of=style, function="Finance", post_title="Head of Finance", position=1)
    make.implication_kind(of=style, label="Financial implications", position=1)
    return style


@pytest.fixture
def logo() -> SimpleUploadedFile:
    kept = BytesIO()
    Image.new("RGB", (900, 300), "#7a1f5c").save(kept, "JPEG")
    return SimpleUploadedFile("crest.jpg", kept.getvalue())
