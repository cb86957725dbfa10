"""What a paper says although no section of it and no field of its head has a place for it."""

from core.ordering import in_order
from reports.models import HeaderKey, Implication, Paper, Section

Fill = Section.Fill
NO_RECORD = 0  # the key of a section that stands in the paper and in no table


def with_what_has_no_place(paper: Paper) -> list[Section]:
    """The paper's sections in order. Recommendations that nothing else prints get one before them, and answered
    implications one before the appendices, so that nothing is lost. Reads what was fetched.
    """
    sections = in_order(paper.sections.all())
    fills = {section.fill for section in sections}
    if not (Fill.RECOMMENDATIONS in fills or _has_field(paper)) and paper.recommendations.all():
        sections.insert(0, _section(paper, "Recommendations", Fill.RECOMMENDATIONS))
    told = any(one.standing != Implication.Standing.UNANSWERED for one in paper.implications.all())
    if told and Fill.IMPLICATIONS not in fills:
        kinds = [section.kind if section.parent_id is None else "" for section in sections]
        place = kinds.index(Section.Kind.APPENDIX) if Section.Kind.APPENDIX in kinds else len(sections)
        sections.insert(place, _section(paper, "Implications", Fill.IMPLICATIONS))
    return sections


def _has_field(paper: Paper) -> bool:
    """Whether the head has a place for recommendations."""
    fields = {field.key for field in paper.house_style.header_fields.all()}
    return HeaderKey.RECOMMENDATIONS in fields & {value.key for value in paper.header_values.all()}


def _section(paper: Paper, heading: str, fill: str) -> Section:
    return Section(pk=NO_RECORD, paper=paper, heading=heading, fill=fill)
