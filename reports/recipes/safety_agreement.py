"""The community safety agreement and annual report of a county (Oxfordshire 2024; SI 2007/1830 regulation 8)."""

from reports.recipes.recipe import APPENDIX, Fill, Recipe, SectionSpec

RECIPE = Recipe(
    shows_contents=True,
    sections=(
        SectionSpec("introduction", "Introduction"),
        SectionSpec("partnership", "Working in partnership"),
        SectionSpec("evidence", "How the priorities are agreed"),
        SectionSpec("assessment", "Strategic assessment: summary", Fill.FINDINGS, {"as": "paragraphs"}),
        SectionSpec("priorities", "Our priorities", Fill.PRIORITIES, {"as": "headings"}),
        SectionSpec(
            "achievements", "Some of our achievements", Fill.ACHIEVEMENTS, {"as": "headings"}, of_year_reported=True
        ),
        SectionSpec("objectives", "Police and crime objectives", Fill.OBJECTIVES, {"as": "headings"}, kind=APPENDIX),
        SectionSpec("resources", "Resourcing", Fill.FUNDING, kind=APPENDIX),
        SectionSpec("membership", "Membership", Fill.MEMBERS, kind=APPENDIX),
        SectionSpec("districts", "District plans and priorities", Fill.LINKS, kind=APPENDIX),
    ),
)
