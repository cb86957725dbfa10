"""House styles, papers and their editions, for support."""

from django.contrib import admin

from core.admin import ReadOnlyAdmin, RecordAdmin, Rows
from reports.models import (
    Appendix,
    ApproverRole,
    BackgroundPaper,
    Comment,
    Edition,
    EditionFile,
    HeaderField,
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


class HeaderFieldRows(Rows):
    model = HeaderField


class ApproverRoleRows(Rows):
    model = ApproverRole


class ImplicationKindRows(Rows):
    model = ImplicationKind


@admin.register(HouseStyle)
class HouseStyleAdmin(RecordAdmin):
    list_display = ("name", "partnership", "masthead", "numbering", "from_date", "until_date")
    list_filter = ("partnership",)
    search_fields = ("name", "masthead", "partnership__name")
    ordering = ("partnership__name", "name", "pk")
    partnership_paths = ("partnership",)
    inlines = (HeaderFieldRows, ApproverRoleRows, ImplicationKindRows)


class PaperAuthorRows(Rows):
    model = PaperAuthor


class HeaderValueRows(Rows):
    model = HeaderValue


class RecommendationRows(Rows):
    model = Recommendation


class AppendixRows(Rows):
    model = Appendix
    fk_name = "paper"


class BackgroundPaperRows(Rows):
    model = BackgroundPaper


class SignOffRows(Rows):
    model = SignOff


class ImplicationRows(Rows):
    model = Implication


class WordingRows(Rows):
    model = Wording


class OverrideRows(Rows):
    model = Override


class SectionRows(Rows):
    model = Section
    fields = ("position", "kind", "heading", "fill", "plan", "is_numbered")
    show_change_link = True


@admin.register(Paper)
class PaperAdmin(RecordAdmin):
    """Papers. Publishing is not done here: it composes, checks and prints, in one transaction."""

    list_display = ("title", "kind", "partnership", "date", "state", "plan", "reports_on")
    list_filter = ("partnership", "kind", "state")
    search_fields = ("title", "slug", "partnership__name")
    ordering = ("-date", "pk")
    readonly_fields = ("state",)
    partnership_paths = ("partnership",)
    inlines = (
        PaperAuthorRows,
        HeaderValueRows,
        RecommendationRows,
        AppendixRows,
        BackgroundPaperRows,
        ImplicationRows,
        SignOffRows,
        SectionRows,
        WordingRows,
        OverrideRows,
    )


@admin.register(Section)
class SectionAdmin(RecordAdmin):
    list_display = ("__str__", "paper", "kind", "fill", "position", "parent")
    list_filter = ("fill", "kind")
    search_fields = ("heading", "key", "paper__title")
    ordering = ("paper__title", "position", "pk")
    partnership_paths = ("paper.partnership",)


@admin.register(Recommendation)
class RecommendationAdmin(RecordAdmin):
    list_display = ("__str__", "paper", "position", "parent", "is_numbered")
    search_fields = ("text", "paper__title")
    ordering = ("paper__title", "position", "pk")
    partnership_paths = ("paper.partnership",)


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    """What was published: to be looked at, never touched."""

    list_display = ("paper", "number", "published_at", "published_by_name", "reason", "content_hash")
    list_filter = ("paper__partnership",)
    search_fields = ("paper__title", "content_hash", "pdf_hash")
    ordering = ("-published_at", "-pk")
    exclude = ("pdf", "content")


@admin.register(PreElectionPeriod)
class PreElectionPeriodAdmin(RecordAdmin):
    list_display = ("name", "partnership", "from_date", "until_date", "holds")
    list_filter = ("partnership",)
    search_fields = ("name", "partnership__name")
    ordering = ("-from_date", "pk")
    partnership_paths = ("partnership",)


@admin.register(EditionFile)
class EditionFileAdmin(ReadOnlyAdmin):
    """Files of record of editions."""

    list_display = ("name", "edition", "content_type", "content_hash")
    ordering = ("-pk",)
    exclude = ("content",)


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin):
    """Remarks on drafts."""

    list_display = ("__str__", "paper", "made_at", "resolved_at")
    ordering = ("-made_at", "-pk")


@admin.register(Look)
class LookAdmin(ReadOnlyAdmin):
    """What approvers have seen."""

    list_display = ("paper", "looked_at", "content_hash")
    ordering = ("-looked_at", "-pk")
    exclude = ("content",)
