"""How long an officer waits for a spreadsheet of 2,000 rows, and how long everybody else does.

Of each kind two sheets are looked through and taken in, each on a database of its own: one that was taken out, changed
here and there and given some rows, and one in which every row is new. Prints seconds of the processor, queries, and for
how long nobody else could save; looking through may take 3 seconds, taking in 6, and others may wait for 3.

    ./portal bench bench_sheets

    --kind SLUG    only this kind of sheet
    --profile      print where the time goes
"""

import argparse
import cProfile
import os
import pstats
import re
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import django

ROWS = 2_000
CHANGED, ADDED = 200, 200
MOST = {"look": 3.0, "take": 6.0, "wait": 3.0}
KINDS = ("actions", "achievements", "allocations", "measurements")


def main():
    """Measure; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kind", choices=KINDS)
    parser.add_argument("--profile", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(folder) / 'portal.sqlite3'}"
        os.environ["PORTAL_ENV"] = "test"
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        django.setup()
        return measure([chosen.kind] if chosen.kind else KINDS, is_profiled=chosen.profile)


def measure(kinds, *, is_profiled):
    """Print what each sheet takes; 1 where one takes longer than it may."""
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS += ["testserver"]
    call_command("migrate", verbosity=0)
    failed = 0
    for number, slug in enumerate(kinds):
        for what in ("taken out and changed", "all of it new"):
            desk = Desk(slug, f"{slug}-{number}-{what.split()[0]}", held=0 if what == "all of it new" else ROWS - ADDED)
            content = desk.sheet(CHANGED if desk.held else 0, ADDED if desk.held else ROWS)
            look = desk.look(content, is_profiled)
            take = desk.take(is_profiled)
            print(f"{slug}, {what}: looked through in {look}; taken in in {take}", flush=True)
            failed |= look.seconds > MOST["look"] or take.seconds > MOST["take"] or take.waited > MOST["wait"]
    return int(failed)


@dataclass
class Took:
    """What one request took."""

    seconds: float = 0
    queries: int = 0
    waited: float = 0

    def __str__(self):
        return f"{self.seconds:.1f} s ({self.queries:,} queries, others wait {self.waited:.1f} s)"


class Desk:
    """An officer at one kind of sheet of one plan, with so many records."""

    def __init__(self, slug, name, *, held):
        from django.test import Client
        from django.utils import timezone

        from oscp_portal.sheets.kinds import KINDS

        self.slug, self.held = slug, held
        self.plan, self.officer = a_plan(name)
        FILLED[slug](self.plan, held)
        self.client = Client()
        self.client.force_login(self.officer)
        self.kind = KINDS[slug](self.plan, by=self.officer, now=timezone.now())
        self.client.get(self.address("sheet"))  # reads all of the portal's modules

    def sheet(self, changed, added):
        """The workbook with so many rows changed, and so many new ones."""
        from core.sheets.writing import write_workbook

        records = self.kind.records()
        table = self.kind.table(records)
        rows = [list(row) for row in table.rows]
        names = [column.name for column in self.kind.columns]
        step = len(rows) // changed if changed else 1
        for row in rows[::step] if changed else []:
            for name, value in CHANGES[self.slug].items():
                row[names.index(name)] = value
        for number in range(added):
            new = NEW[self.slug](number)
            rows.append([*(new.get(name) for name in names), None, None])
        assert len(rows) == ROWS, len(rows)
        table = type(table)(table.name, table.columns, rows)
        return write_workbook([table], title="A sheet", made_at=self.kind.now)

    def address(self, name):
        from django.urls import reverse

        return reverse(name, args=[self.plan.partnership.slug, self.plan.slug, self.slug])

    def look(self, content, is_profiled):
        from django.core.files.uploadedfile import SimpleUploadedFile

        file = SimpleUploadedFile("sheet.xlsx", content)
        with measured(is_profiled) as took:
            response = self.client.post(self.address("sheet"), {"file": file})
        assert response.status_code == 302, re.findall(r"What to do.{3000}", response.content.decode(), re.DOTALL)
        return took

    def take(self, is_profiled):
        html = self.client.get(self.address("sheet_check")).content.decode()
        sent = {name: unescape(found) for name, found in re.findall(r'name="([\w-]+)" value="([^"]+)"', html)}
        with measured(is_profiled) as took:
            response = self.client.post(self.address("sheet_check"), sent)
        assert response.status_code == 302, response.content.decode()
        return took


@contextmanager
def measured(is_profiled):
    """Counts queries, and the seconds between a transaction's beginning and its end."""
    from django.db import connection

    took = Took()
    begun = []

    def counted(execute, sql, *rest):
        took.queries += 1
        if sql.startswith("BEGIN"):
            begun.append(time.perf_counter())
        return execute(sql, *rest)

    def ending(end):
        def ended():
            end()
            if begun:
                took.waited += time.perf_counter() - begun.pop()

        return ended

    committed, rolled_back = connection._commit, connection._rollback
    connection._commit, connection._rollback = ending(committed), ending(rolled_back)
    profile = cProfile.Profile() if is_profiled else None
    started = time.process_time()
    try:
        with connection.execute_wrapper(counted):
            if profile:
                profile.enable()
            yield took
    finally:
        if profile:
            profile.disable()
        connection._commit, connection._rollback = committed, rolled_back
        took.seconds = time.process_time() - started
    if profile:
        pstats.Stats(profile).sort_stats("cumulative").print_stats(60)


def a_plan(name):
    """A plan of a partnership with twenty bodies, five priorities and an officer."""
    from core.periods import Period
    from partners.models import Body, Membership, Partnership, Role, User
    from priorities.models import Plan, Priority

    partnership = Partnership.objects.create(slug=name, name=f"Partnership {name}", tier="district")
    bodies = [Body.objects.create(slug=f"{name}-{n}", name=f"Body {n}", kind="other") for n in range(20)]
    Membership.objects.bulk_create(Membership(partnership=partnership, body=one, standing="invited") for one in bodies)
    plan = Plan(partnership=partnership, slug="2025-26", title="Plan 2025-26", kind="partnership-plan")
    plan.period, plan.status = Period.financial_year(2025), "proposed"
    plan.save()
    for number in range(1, 6):
        Priority.objects.create(plan=plan, position=number, title=f"Priority {number}")
    officer = User.objects.create_user(f"{name}@example.org")
    Role.objects.create(user=officer, partnership=partnership, kind="officer")
    return plan, officer


def fill_actions(plan, count):
    from priorities.models import Action

    priorities, bodies = list(plan.priorities.all()), bodies_of(plan)
    made = Action.objects.bulk_create(
        Action(
            priority=priorities[n % 5],
            position=n // 5 + 1,
            text=f"Action {n} of this year, at some length.",
            lead_body=bodies[n % 20],
        )
        for n in range(count)
    )
    for number, action in enumerate(made[:200]):
        action.supporting_bodies.add(bodies[number % 20], bodies[(number + 1) % 20])


def fill_achievements(plan, count):
    from achievements.models import Achievement
    from core.periods import Period

    priorities, bodies = list(plan.priorities.all()), bodies_of(plan)
    made = []
    for number in range(count):
        one = Achievement(plan=plan, position=number + 1, text=f"Visited {number} houses in June.", place="Cowley")
        one.provider, one.period = bodies[number % 20], Period.parse("June 2025")
        made.append(one)
    made = Achievement.objects.bulk_create(made)
    for number, one in enumerate(made[:400]):
        one.bodies.add(bodies[number % 20])
        one.priorities.add(priorities[number % 5])


def fill_allocations(plan, count):
    from funding.models import Allocation, Award, Fund

    fund = Fund.objects.create(body=bodies_of(plan)[0], name=f"Fund of {plan.partnership.slug}")
    award = Award(partnership=plan.partnership, plan=plan, fund=fund, title="Award 1", amount_announced=9_000_000)
    award.period = plan.period
    award.save()
    bodies = bodies_of(plan)
    Allocation.objects.bulk_create(
        Allocation(award=award, position=n + 1, stream=f"Stream {n}", amount=100, recipient=bodies[n % 20])
        for n in range(count)
    )


def fill_measurements(plan, count):
    from core.periods import Period
    from partners.models import Area, PartnershipArea
    from scorecard.models import Indicator, Measurement

    name = plan.partnership.slug
    areas = [Area.objects.create(slug=f"{name}-{n}", name=f"Area {n}", kind="district") for n in range(5)]
    PartnershipArea.objects.bulk_create(PartnershipArea(partnership=plan.partnership, area=area) for area in areas)
    indicators = Indicator.objects.bulk_create(
        Indicator(
            partnership=plan.partnership,
            plan=plan,
            position=n,
            theme=f"Theme {n}",
            definition=f"Crime of kind {n}",
            unit="crimes",
            direction="reduce",
            indicator_set="scorecard",
        )
        for n in range(10)
    )
    made = []
    for number in range(count):
        one = Measurement(indicator=indicators[number % 10], area=areas[number // 10 % 5], value=number)
        one.period = Period.parse(month_of(number // 50))
        made.append(one)
    Measurement.objects.bulk_create(made)


def month_of(number):
    months = (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    )  # fmt: skip
    return f"{months[number % 12]} {1990 + number // 12}"


def bodies_of(plan):
    from partners.models import Body

    return list(Body.objects.filter(memberships__partnership=plan.partnership).order_by("pk"))


FILLED = {
    "actions": fill_actions,
    "achievements": fill_achievements,
    "allocations": fill_allocations,
    "measurements": fill_measurements,
}
# What changes in some of the rows.
CHANGES = {
    "actions": {"text": "Another thing is done now.", "legal_basis": "Section 17"},
    "achievements": {"text": "Another thing was done.", "place": "Oxford"},
    "allocations": {"purpose": "For something else.", "amount": 90},
    "measurements": {"value": 77, "why": "It was counted again."},
}

# What stands in a new row. The periods come after those of the records that there are.
NEW = {
    "actions": lambda n: {
        "under": str(n % 5 + 1),
        "text": f"Something new, number {n}.",
        "lead_body": f"Body {n % 20}",
        "supporting_bodies": f"Body {(n + 1) % 20}; Body {(n + 2) % 20}",
        "due_date": "31/3/2026",
    },
    "achievements": lambda n: {
        "text": f"Something else was done, number {n}.",
        "period": "June 2025",
        "serves": str(n % 5 + 1),
        "provider": f"Body {n % 20}",
        "bodies": f"Body {(n + 1) % 20}; Body {(n + 2) % 20}",
    },
    "allocations": lambda n: {
        "award": "Award 1",
        "stream": f"New stream {n}",
        "amount": 100 + n % 50,
        "recipient": f"Body {n % 20}",
        "serves": str(n % 5 + 1),
    },
    "measurements": lambda n: {
        "indicator": f"Crime of kind {n % 10}",
        "area": f"Area {n // 10 % 5}",
        "period": month_of(36 + n // 50),
        "value": n,
    },
}


if __name__ == "__main__":
    sys.exit(main())
