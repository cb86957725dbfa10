"""Makers of papers, their parts and their editions."""

import hashlib
from typing import Any

from partners.models import Partnership
from reports.models import (
    Appendix,
    ApproverRole,
    BackgroundPaper,
    Comment,
    Edition,
    EditionFile,
    HeaderField,
    HeaderKey,
    HeaderValue,
    HouseStyle,
    Implication,
    ImplicationKind,
    Look,
    Override,
    Paper,
    PaperAuthor,
    PreElectionPeriod,
    Recommendation,
    Section,
    SignOff,
    Wording,
)
from tests.make.achievements import achievement
from tests.make.partners import partnership, user
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
    plan = fields.get("plan")
    of = of or (plan.partnership if plan else partnership())
    style = fields.pop("house_style", None) or house_style(of=of)
    known: dict[str, Any] = {}
    if fields.get("state") in (Paper.State.PUBLISHED, Paper.State.CORRECTED, Paper.State.WITHDRAWN):
        known["first_published_at"] = NOW
    if fields.get("state") == Paper.State.WITHDRAWN:
        known |= {"withdrawn_at": NOW, "withdrawn_reason": "It named somebody."}
    if fields.get("state") == Paper.State.SCHEDULED:
        known["publish_at"] = NOW
    slug = slug or slug_for("paper")
    return Paper.objects.create(
        partnership=of, house_style=style, title=title, kind=kind, slug=slug, **{**known, **fields}
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


def appendix(*, of: Paper | None = None, title: str = "Rolling Plan 2020-21", **fields: Any) -> Appendix:
    return Appendix.objects.create(paper=of or paper(), title=title, **fields)


def implication(*, of: Paper | None = None, label: str = "Financial implications", **fields: Any) -> Implication:
    return Implication.objects.create(paper=of or paper(), label=label, **fields)


def implication_kind(
    *, of: HouseStyle | None = None, label: str = "Financial implications", **fields: Any
) -> ImplicationKind:
    return ImplicationKind.objects.create(house_style=of or house_style(), label=label, **fields)


def approver_role(
    *, of: HouseStyle | None = None, function: str = "Finance", post_title: str = "Head of Finance", **fields: Any
) -> ApproverRole:
    return ApproverRole.objects.create(
        house_style=of or house_style(), function=function, post_title=post_title, **fields
    )


def pre_election_period(
    *, of: Partnership | None = None, name: str = "County council elections, May 2029", **fields: Any
) -> PreElectionPeriod:
    return PreElectionPeriod.objects.create(partnership=of or partnership(), name=name, **fields)


def wording(*, of: Paper | None = None, text: str = "In other words.", **fields: Any) -> Wording:
    told = fields.pop("achievement", None) or achievement()
    return Wording.objects.create(paper=of or paper(), achievement=told, text=text, **fields)


def override(*, of: Paper | None = None, cite: str = "achievements.figure:1", **fields: Any) -> Override:
    known = {"live": "2,534", "text": "2,541", "reason": "The police corrected it by e-mail.", "made_at": NOW}
    return Override.objects.create(paper=of or paper(), cite=cite, **{**known, **fields})


def comment(*, of: Paper | None = None, text: str = "Is this still so?", **fields: Any) -> Comment:
    by = fields.pop("made_by", None) or user()
    return Comment.objects.create(paper=of or paper(), text=text, made_by=by, **{"made_at": NOW, **fields})


def look(*, of: Paper | None = None, content: str = "{}", **fields: Any) -> Look:
    by = fields.pop("user", None) or user()
    known = {"content_hash": hashlib.sha256(content.encode()).hexdigest(), "looked_at": NOW}
    return Look.objects.create(paper=of or paper(), user=by, content=content, **{**known, **fields})


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


def edition_file(*, of: Edition | None = None, name: str = "paper.docx", **fields: Any) -> EditionFile:
    content = fields.pop("content", b"PK a test")
    known = {
        "content_type": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "content_hash": hashlib.sha256(content).hexdigest(),
    }
    return EditionFile.objects.create(edition=of or edition(), name=name, content=content, **{**known, **fields})
