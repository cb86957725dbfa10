"""A portal in a database of its own, filled with many partnerships' plans; does what its parent writes on its input.

    python -m tests.bench._portal_with_plans DATABASE_URL PARTNERSHIPS

Each line of input is a command; each answer is one line of JSON.
"""

import json
import os
import statistics
import sys
import time
from itertools import pairwise

import django
from django.core.management import call_command

YEARS, PRIORITIES, ACTIONS = 10, 5, 12  # 60 actions a plan
TURNS = 12


class Portal:
    """The commands, on the newest plan of the partnership in the middle."""

    def __init__(self, partnerships):
        from django.test import Client

        from partners.models import Partnership, Role, User

        call_command("migrate", verbosity=0)
        fill(partnerships)
        chosen = Partnership.objects.order_by("pk")[partnerships // 2]
        self.plan = chosen.plans.order_by("-period_start").first()
        self.actions = list(self.plan.priorities.first().actions.order_by("position").values_list("pk", flat=True))
        officer = User.objects.create_user("officer@example.org")
        Role.objects.create(user=officer, partnership=chosen, kind="officer")
        self.client = Client()
        self.client.force_login(officer)
        self.number = 0

    def address(self, name, *more):
        from django.urls import reverse

        return reverse(name, args=[self.plan.partnership.slug, self.plan.slug, *more])

    def addresses(self):
        """Where to read and write, and the cookie that lets one in."""
        return {
            "plan": self.address("priorities:work"),
            "actions": [self.address("priorities:action_edit", key) for key in self.actions],
            "session": self.client.cookies["sessionid"].value,
        }

    def page(self):
        """Milliseconds for the officer's plan page."""
        return self.median(lambda: self.client.get(self.address("priorities:work")), 200)

    def save(self):
        """Milliseconds for saving an action's form."""
        from tests.forms_on_pages import edit_form_on

        url = self.address("priorities:action_edit", self.actions[0])

        def sent():
            self.number += 1
            form = edit_form_on(self.client.get(url).content.decode())
            return {**form.data, "text": [f"Patrol the towpath, turn {self.number}."]}

        return self.median(lambda data: self.client.post(url, data), 302, prepare=sent)

    def median(self, work, status, prepare=None):
        times = []
        for _ in range(TURNS):
            given = [prepare()] if prepare else []
            started = time.perf_counter()
            response = work(*given)
            times.append((time.perf_counter() - started) * 1000)
            assert response.status_code == status, response.status_code
        return statistics.median(times)

    def written(self):
        """How many saves the log tells of."""
        from core.models import Event

        return Event.objects.filter(verb="priorities.action_changed").count()

    def lost(self, accepted):
        """How many accepted saves the log does not tell of, one upon the other: each began from what the last left."""
        from core.events import verify_chains
        from core.models import Event
        from priorities.models import Action

        missing = 0
        for key in self.actions:
            record = Action.objects.get(pk=key)
            told = Event.objects.filter(subject_type="priorities.action", subject_id=str(key)).order_by("sequence")
            pairs = [event.data["changes"]["text"] for event in told]
            follows = all(later[0] == earlier[1] for earlier, later in pairwise(pairs))
            ends = not pairs or pairs[-1][1] == record.text
            if not (follows and ends and record.revision == len(pairs) + 1):
                missing += 1
        return {"lost": missing + abs(accepted - self.written()), "faults": [str(fault) for fault in verify_chains()]}


def fill(partnerships):
    """So many partnerships, each with ten years' plans of sixty actions."""
    from datetime import date

    from core.periods import Period
    from partners.models import Body, Membership, Partnership
    from priorities.models import Action, Plan, Priority

    police = Body.objects.create(slug="police", name="Police", kind="police")
    made = Partnership.objects.bulk_create(
        Partnership(slug=f"partnership-{number}", name=f"Partnership {number}", tier="district")
        for number in range(partnerships)
    )
    Membership.objects.bulk_create(Membership(partnership=one, body=police, standing="responsible") for one in made)
    last = date.today().year - (date.today().month < 4)  # noqa: DTZ011 # a year of the machine's clock will do
    plans = []
    for one in made:
        for year in range(last - YEARS + 1, last + 1):
            plan = Plan(partnership=one, slug=f"{year}", title=f"Plan {year}", kind="partnership-plan")
            plan.period, plan.status = Period.financial_year(year), "proposed"
            plans.append(plan)
    plans = Plan.objects.bulk_create(plans, batch_size=1000)
    priorities = Priority.objects.bulk_create(
        (Priority(plan=plan, position=n, title=f"Priority {n}") for plan in plans for n in range(1, PRIORITIES + 1)),
        batch_size=1000,
    )
    Action.objects.bulk_create(
        (
            Action(priority=one, position=n, text=f"Action {n} of this year, at some length.", lead_body=police)
            for one in priorities
            for n in range(1, ACTIONS + 1)
        ),
        batch_size=1000,
    )
    link_years()
    analyse()


def link_years():
    """Each action continues the one in its place the year before."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE priorities_action SET continues_id = id - {PRIORITIES * ACTIONS} "
            "WHERE priority_id IN (SELECT p.id FROM priorities_priority p JOIN priorities_plan n ON n.id = p.plan_id "
            "WHERE n.slug <> (SELECT MIN(slug) FROM priorities_plan))"
        )


def analyse():
    """What a database does by itself over night."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def main():
    """Fill the database, then obey."""
    os.environ["DATABASE_URL"], partnerships = sys.argv[1], int(sys.argv[2])
    os.environ["PORTAL_ENV"] = "test"
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS += ["testserver"]
    portal = Portal(partnerships)
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        command, *arguments = json.loads(line)
        print(json.dumps(getattr(portal, command)(*arguments)), flush=True)


if __name__ == "__main__":
    main()
