"""The rolling plan with its action plan: what Oxford's 2021 update names as its appendices A and B."""

from reports.recipes.recipe import APPENDIX, Fill, Recipe, SectionSpec

RECIPE = Recipe(
    shows_contents=True,
    sections=(
        SectionSpec("overview", "Overview"),
        SectionSpec("trends", "Crime trends", Fill.FINDINGS, {"as": "paragraphs"}),
        SectionSpec("priorities", "Priorities", Fill.PRIORITIES, {"as": "headings"}),
        SectionSpec(
            "last-year", "What was done last year", Fill.ACHIEVEMENTS, {"as": "bullets"}, of_year_reported=True
        ),
        SectionSpec("challenges", "Challenges", Fill.CHALLENGES, {"as": "bullets"}),
        SectionSpec("action-plan", "Action plan", Fill.ACTION_PLAN, kind=APPENDIX),
    ),
)
