"""The annual refresh of a county's business plan (Oxfordshire 2013-14), with funding, themes, cycle and annexes."""

from reports.recipes.recipe import APPENDIX, Fill, Recipe, SectionSpec

RECIPE = Recipe(
    shows_contents=True,
    sections=(
        SectionSpec("introduction", "Introduction"),
        SectionSpec("objectives", "", Fill.OBJECTIVES, {"as": "numbered"}),
        SectionSpec("partnership", "Working in partnership"),
        SectionSpec("landscape", "The changing landscape"),
        SectionSpec("resources", "Resourcing community safety", Fill.FUNDING),
        SectionSpec(
            "achievements", "Partnership achievements", Fill.ACHIEVEMENTS, {"as": "headings"}, of_year_reported=True
        ),
        SectionSpec("themes", "Local priorities and shared themes", Fill.THEMES),
        SectionSpec("cycle", "Annual business cycle", Fill.CYCLE),
        SectionSpec("partners", "Partners", Fill.MEMBERS, kind=APPENDIX),
        SectionSpec("indicators", "Indicators", Fill.INDICATORS, kind=APPENDIX),
        SectionSpec("local-priorities", "Local priorities", Fill.LOCAL_PRIORITIES, kind=APPENDIX),
    ),
)
