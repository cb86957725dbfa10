"""Officers set the rule of their partnership's scorecard."""

from functools import partial
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from core.access import officer_required
from core.edit_pages import edit_page
from partners.models import User
from scorecard.forms import RuleForm
from scorecard.models import ScorecardRule
from scorecard.operations import set_rule
from scorecard.views.desk import desk_of


@officer_required
@require_http_methods(["GET", "POST"])
def scorecard_rule(request: HttpRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """Says what counts as a change, and when a report is asked for; the rule holds for all the partnership's plans."""
    desk = desk_of(request, partnership_slug, plan_slug)
    by, now = cast("User", request.user), timezone.now()
    partnership = desk.plan.partnership
    rule = ScorecardRule.objects.filter(partnership=partnership).first() or ScorecardRule(partnership=partnership)
    return edit_page(
        request,
        form=partial(RuleForm, instance=rule),
        save=lambda form: set_rule(partnership=partnership, values=form.values, revision=form.revision, by=by, now=now),
        heading="The rule of the scorecard",
        said="The rule was saved.",
        done=desk.place,
        cancel=desk.place,
        template="scorecard/rule.html",
        context=desk.context,
    )
