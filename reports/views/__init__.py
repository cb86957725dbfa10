"""The pages of papers: read by anybody (`reading`); begun (`starting`), composed (`composing`, `details`, `sections`,
`parts`) and talked about (`commenting`) by members of the partnership; held against each other
(`comparing`).
"""

from reports.views.checking import paper_check
from reports.views.commenting import comment_add, comment_answer, comment_remove, comment_resolve
from reports.views.comparing import paper_compare, papers_compare, plans_compare
from reports.views.composing import draft, draft_docx, draft_json, draft_markdown, draft_pdf
from reports.views.details import background_none, head_edit, paper_edit
from reports.views.figures import figure_override, override_remove, paper_figure
from reports.views.parts import (
    appendix_file,
    part_add,
    part_add_within,
    part_down,
    part_edit,
    part_in,
    part_out,
    part_remove,
    part_up,
)
from reports.views.reading import (
    edition,
    edition_appendix,
    edition_docx,
    edition_json,
    edition_markdown,
    edition_pdf,
    paper,
    paper_appendix,
    paper_docx,
    paper_json,
    paper_markdown,
    paper_pdf,
    papers,
)
from reports.views.sections import section_add, section_add_after, section_edit
from reports.views.starting import paper_add, paper_remove
from reports.views.telling import (
    achievement_leave_out,
    achievement_take_in,
    paper_achievements,
    wording_edit,
    wording_remove,
)

__all__ = [
    "achievement_leave_out",
    "achievement_take_in",
    "appendix_file",
    "background_none",
    "comment_add",
    "comment_answer",
    "comment_remove",
    "comment_resolve",
    "draft",
    "draft_docx",
    "draft_json",
    "draft_markdown",
    "draft_pdf",
    "edition",
    "edition_appendix",
    "edition_docx",
    "edition_json",
    "edition_markdown",
    "edition_pdf",
    "figure_override",
    "head_edit",
    "override_remove",
    "paper",
    "paper_achievements",
    "paper_add",
    "paper_appendix",
    "paper_check",
    "paper_compare",
    "paper_docx",
    "paper_edit",
    "paper_figure",
    "paper_json",
    "paper_markdown",
    "paper_pdf",
    "paper_remove",
    "papers",
    "papers_compare",
    "part_add",
    "part_add_within",
    "part_down",
    "part_edit",
    "part_in",
    "part_out",
    "part_remove",
    "part_up",
    "plans_compare",
    "section_add",
    "section_add_after",
    "section_edit",
    "wording_edit",
    "wording_remove",
]
