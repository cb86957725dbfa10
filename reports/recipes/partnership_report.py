"""The partnership's report to full Council (Oxford 2015): crime levels, role, plan, priorities, delivery by approach,
challenges.
"""

from reports.recipes.recipe import Fill, Recipe, SectionSpec

RECIPE = Recipe(
    sections=(
        SectionSpec(
            "crime-levels",
            "Crime and anti-social behaviour",
            Fill.FINDINGS,
            {"as": "paragraphs"},
            of_year_reported=True,
        ),
        SectionSpec("role", "The role of the partnership"),
        SectionSpec("posts", "", Fill.POSTS, of_year_reported=True),
        SectionSpec("plan", "The rolling plan"),
        SectionSpec("priorities", "The priorities", Fill.PRIORITIES, {"as": "bullets"}),
        SectionSpec(
            "delivery",
            "Delivery of the rolling plan",
            Fill.ACHIEVEMENTS,
            {"as": "paragraphs", "group_by": "approach"},
            of_year_reported=True,
        ),
        SectionSpec("challenges", "Future challenges", Fill.CHALLENGES, {"as": "paragraphs"}),
    )
)
