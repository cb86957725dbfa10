"""The council annual update (Oxford 2021 and 2025): who the partnership is, its priorities, what it achieved the year
before.
"""

from reports.recipes.recipe import Fill, Recipe, SectionSpec

RECIPE = Recipe(
    sections=(
        SectionSpec("introduction", "Introduction and background"),
        SectionSpec("priorities", "Priorities", Fill.PRIORITIES, {"as": "headings"}),
        SectionSpec("achievements", "Achievements", Fill.ACHIEVEMENTS, {"as": "bullets"}, of_year_reported=True),
    )
)
