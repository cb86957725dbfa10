"""What kinds of paper there are and what each is made of: one module a kind, listing its sections and what fills
them.
"""

from reports.models import Paper
from reports.recipes import annual_refresh, council_update, partnership_report, rolling_plan, safety_agreement
from reports.recipes.recipe import Recipe, SectionSpec

RECIPES: dict[str, Recipe] = {
    Paper.Kind.COUNCIL_UPDATE: council_update.RECIPE,
    Paper.Kind.PARTNERSHIP_REPORT: partnership_report.RECIPE,
    Paper.Kind.SAFETY_AGREEMENT: safety_agreement.RECIPE,
    Paper.Kind.ANNUAL_REFRESH: annual_refresh.RECIPE,
    Paper.Kind.ROLLING_PLAN: rolling_plan.RECIPE,
}


def recipe_for(kind: str) -> Recipe:
    """The recipe of a kind of paper. Raises KeyError for a kind there is none of."""
    return RECIPES[kind]


__all__ = ["RECIPES", "Recipe", "SectionSpec", "recipe_for"]
