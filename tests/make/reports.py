"""Makers of papers, their parts and their editions."""

import hashlib
from typing import Any

from partners.models import Partnership
from reports.models import (
    Appendix,
    BackgroundPaper,
    Edition,
    HeaderField,
    HeaderKey,
    HeaderValue,
    HouseStyle,
    Paper,
    PaperAuthor,
    Recommendation,
    Section,
    SignOff,
)
from tests.make.partners import partnership
from tests.make.shared import NOW, slug_for


def house_style(
    *, of: Partnership | None = None, name: str = "Council paper", masthead: str = "Oxford City Council", **fields: Any
) -> HouseStyle:
    return HouseStyle.objects.create(partnership=of or partnership(), name=name, masthead=masthead, **fields)


def header_field(
    *,
    of: HouseStyle | None = None,
    key: str = HeaderKey.TO,
    label: str = "To",
    block: str = HeaderField.Block.TOP,
    **fields: Any,
) -> HeaderField:
    return HeaderField.objects.create(house_style=of or house_style(), key=key, label=label, block=block, **fields)


def paper(
    *,
    of: Partnership | None = None,
    title: str = "Annual Update 2025-26",
    kind: str = Paper.Kind.COUNCIL_UPDATE,
    slug: str = "",
    **fields: Any,
) -> Paper:
    of = of or partnership()
    style = fields.pop("house_style", None) or house_style(of=of)
    return Paper.objects.create(
        partnership=of, house_style=style, title=title, kind=kind, slug=slug or slug_for("paper"), **fields
    )


def paper_author(
    *, of: Paper | None = None, post_title: str = "Community Safety Manager", **fields: Any
) -> PaperAuthor:
    return PaperAuthor.objects.create(paper=of or paper(), post_title=post_title, **fields)


def header_value(
    *, of: Paper | None = None, key: str = HeaderKey.TO, text: str = "", standing: str = "", **fields: Any
) -> HeaderValue:
    standing = standing or (HeaderValue.Standing.STATED if text else HeaderValue.Standing.BLANK)
    return HeaderValue.objects.create(paper=of or paper(), key=key, text=text, standing=standing, **fields)


def recommendation(*, of: Paper | None = None, text: str = "Note the report.", **fields: Any) -> Recommendation:
    return Recommendation.objects.create(paper=of or paper(), text=text, **fields)


def appendix(
    *, of: Paper | None = None, label: str = "Appendix A", title: str = "Rolling Plan 2020-21", **fields: Any
) -> Appendix:
    return Appendix.objects.create(paper=of or paper(), label=label, title=title, **fields)


def background_paper(*, of: Paper | None = None, title: str = "Officer's notes", **fields: Any) -> BackgroundPaper:
    return BackgroundPaper.objects.create(paper=of or paper(), title=title, **fields)


def sign_off(
    *, of: Paper | None = None, function: str = "Finance", post_title: str = "Head of Finance", **fields: Any
) -> SignOff:
    return SignOff.objects.create(paper=of or paper(), function=function, post_title=post_title, **fields)


def section(*, of: Paper | None = None, heading: str = "Introduction and background", **fields: Any) -> Section:
    return Section.objects.create(paper=of or paper(), heading=heading, **fields)


def edition(*, of: Paper | None = None, number: int = 1, content: str = "{}", **fields: Any) -> Edition:
    """An edition as it stands in the database; to publish a paper in earnest, call `reports.operations`."""
    pdf = b"%PDF-1.7 a test"
    known = {
        "content_hash": hashlib.sha256(content.encode()).hexdigest(),
        "pdf": pdf,
        "pdf_hash": hashlib.sha256(pdf).hexdigest(),
        "reason": "" if number == 1 else "A figure was wrong.",
        "published_at": NOW,
        "published_by_name": "The portal",
    }
    return Edition.objects.create(paper=of or paper(), number=number, content=content, **{**known, **fields})
