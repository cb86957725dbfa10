"""A portal with the sample in it, for a browser to visit."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections
from pytest_django.live_server_helper import LiveServer

from partners.models import Partnership, Role
from tests import make
from tests.append_only import behind_the_triggers

ADDRESS = "127.0.0.1"
PASSWORD = "correct horse battery staple"
PAGES = {
    "home": "/",
    "papers": "/papers/",
    "a paper to the council": "/papers/2025-oxford-annual-update/",
    "a paper with a table of money": "/papers/2013-oxfordshire-annual-refresh/",
    "an agreement": "/papers/2024-oxfordshire-community-safety-agreement/",
    "an edition": "/papers/2025-oxford-annual-update/editions/1/",
    "editions compared": "/papers/2025-oxford-annual-update/compare/",
    "papers compared": "/papers/compare/?a=2021-oxford-annual-update&b=2025-oxford-annual-update",
    "papers of tables compared": "/papers/compare/?a=2013-oxfordshire-annual-refresh&b=2015-oxford-partnership-report",
    "papers to choose": "/papers/compare/?a=&b=",
    "plans compared": "/papers/compare/plans/?a=oxford/2020-21&b=oxford/2025-26",
    "a district's partnership": "/partnerships/oxford/",
    "a county's partnership": "/partnerships/oxfordshire/",
    "bodies today": "/partnerships/oxford/bodies/",
    "bodies then": "/partnerships/oxfordshire/bodies/?on=2013-06-01",
    "a date that is none": "/partnerships/oxford/bodies/?on=2013-02-31",
    "a plan": "/partnerships/oxford/plans/2025-26/",
    "a plan with sub-actions and targets": "/partnerships/oxfordshire/plans/2024-25/",
    "what a plan rests on": "/partnerships/oxfordshire/plans/2024-25/basis/",
    "achievements": "/partnerships/oxford/plans/2024-25/achievements/",
    "achievements of the county": "/partnerships/oxfordshire/plans/2023-24/achievements/",
    "no achievements": "/partnerships/cherwell/plans/2013-14/achievements/",
    "funding": "/partnerships/oxfordshire/plans/2013-14/funding/",
    "grants": "/partnerships/oxfordshire/grants/",
    "scorecard": "/partnerships/oxfordshire/plans/2013-14/scorecard/",
    "accessibility": "/accessibility/",
    "log in": "/accounts/login/",
    "forgotten password": "/accounts/password/reset/",
    "components": "/components/",
    "nowhere": "/nowhere/",
}

OF_OXFORD, OF_THE_COUNTY = "/partnerships/oxford/", "/partnerships/oxfordshire/"
KEEPERS_PAGES = {
    "work": "/work/",
    "a plan kept": f"{OF_OXFORD}plans/2025-26/work/",
    "a plan kept with sub-actions and targets": f"{OF_THE_COUNTY}plans/2024-25/work/",
    "what a plan rests on, kept": f"{OF_THE_COUNTY}plans/2024-25/basis/",
    "progress": f"{OF_THE_COUNTY}plans/2024-25/progress/",
    "rolling forward": f"{OF_THE_COUNTY}plans/2024-25/roll-forward/",
    "the plan that follows": f"{OF_THE_COUNTY}plans/2024-25/roll-forward/next/",
    "whom to ask": f"{OF_OXFORD}plans/2025-26/requests/add/",
    "a log of achievements": f"{OF_OXFORD}plans/2024-25/achievements/log/",
    "bodies kept": f"{OF_OXFORD}bodies/keep/",
    "people": f"{OF_OXFORD}people/",
    "meetings": f"{OF_THE_COUNTY}meetings/",
    "objectives": f"{OF_OXFORD}objective-sets/",
    "official figures": f"{OF_OXFORD}official-figures/",
    "history": f"{OF_OXFORD}history/",
}


@contextmanager
def sample_portal() -> Iterator[str]:
    """The address of a portal with the sample loaded and its papers published; the database is empty again after."""
    call_command("load_sample", publish=True, verbosity=0)
    with served_portal() as address:
        yield address


@contextmanager
def served_portal() -> Iterator[str]:
    """The address of a portal with what is in the database; that is empty again after."""
    # The server's threads wait on a browser that keeps its line open; none may hold a connection meanwhile, or the
    # database could not be removed at the end.
    database = connections.settings[DEFAULT_DB_ALIAS]
    kept_for, database["CONN_MAX_AGE"] = database["CONN_MAX_AGE"], 0
    server = LiveServer(ADDRESS)
    try:
        yield server.url
    finally:
        server.stop()
        database["CONN_MAX_AGE"] = kept_for
        with behind_the_triggers():
            call_command("flush", interactive=False, verbosity=0)
        connection.close()


def add_person(kind: str) -> str:
    """Somebody with a role in Oxford's partnership who can log in with `PASSWORD`; gives their e-mail address."""
    oxford = Partnership.objects.get(slug="oxford")
    member = oxford.memberships.in_display_order().first()
    user = make.user(email=f"{kind}@example.org", password=PASSWORD, name=f"The {kind}")
    body = member.body if kind == Role.Kind.CONTRIBUTOR else None
    make.role(of=oxford, held_by=user, kind=kind, body=body)
    return user.email
