"""A partnership with one of everything, and an address in it for every route: what the sweeps walk over."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.removal import remove_record
from core.routes import Route
from oscp_portal.sheets.kinds import KINDS
from oscp_portal.sheets.reading import SheetRow, Upload
from oscp_portal.sheets.taking_in import keep_upload
from partners.models import Body, Partnership, Role, User
from priorities.links import hash_of
from priorities.models import Plan
from reports.content import to_json
from tests import make
from tests.reports.sample_paper import SAMPLE

OF_A_RETURN = "the-secret-of-a-link-to-a-return-0123456789abcdef"
SECRET = "the-secret-of-an-update-link-0123456789abcdef"


@dataclass
class World:
    """A partnership with its cast, the other partnership's cast, and one record of every noun that has addresses."""

    partnership: Partnership
    plan: Plan
    body: Body
    records: dict[str, models.Model]
    cast: dict[str, User]
    others: dict[str, User]

    def address(self, route: Route) -> str:
        """An address that the route answers, of records of this partnership."""
        return reverse(route.name, kwargs={name: self._argument(route, name) for name in route.arguments})

    def _argument(self, route: Route, name: str) -> Any:
        if name == "secret" and route.name.startswith("return_"):
            return OF_A_RETURN
        if name == "name" and route.name.startswith("returns:"):
            return "content.json"
        if name == "pk":
            return self.record_of(route).pk
        if name == "slug":
            return self.records["paper" if route.access.mark == "public" else "draft"].slug
        known = {
            "partnership_slug": self.partnership.slug,
            "plan_slug": self.plan.slug,
            "body_slug": self.body.slug,
            "number": 1,
            "secret": SECRET,
            "kind": "due",
            "sheet": "actions",
            "record": f"priorities.action:{self.records['action'].pk}",
            "period_name": "q2-2025-26",
            "keys": [self.records["action"].pk],
            "to": "draft",
            "state": "in-review",
            "duty": "scrutiny",
            "part": "recommendations",
            "difference": "announced",
            "place": "p1",
            "name": "appendix-a.pdf",
            "file_kind": "register-csv",
            "cite": f"achievements.figure:{self.records['figure'].pk}",
        }
        if name in known:
            return known[name]
        noun = name.removesuffix("_pk").removesuffix("_id")
        assert noun in self.records, f"Say in tests/world.py what {name} of the route {route.name} is."
        return self.records[noun].pk

    def record_of(self, route: Route) -> models.Model:
        """The record that a route with a key is about, known by the route's name: "challenge_edit" is a challenge's."""
        name = route.name.rpartition(":")[2]
        found = [noun for noun in self.records if name == noun or name.startswith(f"{noun}_")]
        assert found, f"Say in tests/world.py which record the route {route.name} is about."
        return self.records[max(found, key=len)]


def world() -> World:
    """One of everything in one partnership, and an empty other one."""
    now = timezone.now()
    ours = make.partnership(slug="oxford", name="Oxford Safer Communities Partnership")
    body = make.body(name="Thames Valley Police")
    cast = _cast(ours, body)
    plan = make.plan(of=ours, slug="2025-26", status="proposed", period="2025-26")
    priority = make.priority(of=plan)
    action = make.action(under=priority, lead_body=body, text="Patrol the towpath.")
    make.action(under=priority, text="Light the towpath.")
    achievement = make.achievement(of=plan, text="Lit the towpath.", provider=body)
    figure = make.figure(of=achievement)
    person = make.person(body=body, email="member@example.org")
    meeting, group = make.meeting(of=ours, on=timezone.localdate() + timedelta(days=60)), make.group(of=ours)
    objectives = make.objective_set(by=body)
    request = make.update_request(of=plan, due=timezone.localdate() + timedelta(days=9), asked_by=cast["officer"])
    asked = make.body_request(of=request, asks=body, expires_at=now + timedelta(days=30))
    paper, long_ago = make.paper(of=ours, state="published"), date(2025, 5, 1)
    style = paper.house_style
    draft = make.paper(of=ours, plan=plan, reports_on=plan, title="Annual Update 2026-27", house_style=style)
    make.header_field(of=style)
    make.header_value(of=draft, text="Council")
    section = make.section(of=draft, text="The partnership meets every quarter.", fill="achievements", plan=plan)
    make.section(of=draft, heading="Priorities", fill="priorities", plan=plan, position=1)
    award = make.award(to=ours, plan=plan, period="2025-26")
    return_ = make.return_(of=award, period="Q2 2025-26", state="with-bodies", answers_due_date=date(2026, 12, 1))
    line = make.return_line(of=return_, lead_body=body, actual=100, profiled=100, state="given")
    return_request = make.return_request(
        of=return_, asks=body, token_hash=hash_of(OF_A_RETURN), expires_at=now + timedelta(days=30)
    )
    make.return_file(of=return_, name="content.json", content=to_json(SAMPLE).encode())
    wrong = make.indicator(of=ours, plan=plan, theme="Burglary", direction="reduce", unit="offences")
    wrong.owner_bodies.add(body)
    make.measurement(of=wrong, value=100, period="2023-24")
    asked_about = make.indicator(of=ours, plan=plan)
    allocation = make.allocation(of=award, amount=900, recipient=body)
    records: dict[str, models.Model] = {
        "fund": award.fund,
        "allocation": allocation,
        "share": make.share(of=allocation, for_=ours, amount=100),
        "profile": make.profile(of=allocation, amount=900, period="Q1 2025-26"),
        "forecast": make.forecast(of=allocation, amount=800),
        "payment": make.payment(of=award, allocation=allocation, amount=100),
        "explanation": make.explanation(of=award, amount=100),
        "post": make.post(of=ours, plan=plan, award=award),
        "priority": priority,
        "action": action,
        "progress": make.progress(of=action, recorded_by=cast["officer"]),
        "target": make.target(of=action),
        "challenge": make.challenge(of=plan),
        "duty_record": make.duty_record(of=plan),
        "objective_set": objectives,
        "objective": make.objective(of=objectives),
        "priority_objective": make.priority_objective(of=priority),
        "evidence_source": make.evidence_source(of=ours),
        "achievement": achievement,
        "figure": figure,
        "comparator": make.comparator(of=figure),
        "quote": make.quote(of=achievement),
        "evidence": make.evidence(of=achievement),
        "body": body,
        "membership": make.membership(of=ours, member=body, contact=person),
        "group": group,
        "seat": make.seat(on=group, body=body, person=person),
        "person": person,
        "meeting": meeting,
        "decision": make.decision(at=meeting),
        "role": cast["contributor"].roles.get(),
        "user": cast["contributor"],
        "request": request,
        "body_request": asked,
        "answer": make.answer(of=asked, about=action),
        "paper": paper,
        "draft": draft,
        "section": section,
        "part": make.recommendation(of=draft),
        "appendix": make.appendix(of=draft, file=ContentFile(b"%PDF-1.7", name="plan.pdf"), key="plan"),
        "sign_off": make.sign_off(of=draft, approver=cast["approver"]),
        "wording": make.wording(of=draft, achievement=achievement),
        "override": make.override(of=draft, cite=f"achievements.figure:{figure.pk}"),
        "comment": make.comment(of=draft, section=section, number="1", made_by=cast["officer"]),
        "house_style": style,
        "header_field": make.header_field(of=style, key="date", label="Date"),
        "approver_role": make.approver_role(of=style),
        "implication_kind": make.implication_kind(of=style),
        "indicator": wrong,
        "measurement": make.measurement(of=wrong, value=150, period="2024-25"),
        "measure": make.indicator_measure(of=asked_about),
        "baseline": make.baseline(of=asked_about),
        "indicator_target": make.indicator_target(of=asked_about),
        "break": make.break_(of=asked_about),
        "exception": make.exception_report(
            of=asked_about,
            owner_body=body,
            contact_email="desk@example.org",
            text="Fewer people report.",
            response="More events.",
            response_owner="Head of community safety",
            by_when_date=date(2026, 12, 1),
            state="answered",
            token_hash=hash_of(SECRET),
            expires_at=now + timedelta(days=30),
        ),
        "import_run": make.import_run(of=ours, heard_at=now),
        "population": make.population(of=make.partnership_area(of=ours).area),
        "award": award,
        "lone_award": make.award(to=ours, title="Grants for pilots", amount_announced=5_000),
        "return": return_,
        "return_line": line,
        "return_output": make.return_output(of=line),
        "return_request": return_request,
        "pre_election_period": make.pre_election_period(of=ours, from_date=long_ago, until_date=long_ago),
        "removal": remove_record(
            record=make.action(under=priority, text="Sweep the towpath."),
            chain=ours.event_chain,
            place=plan.get_absolute_url(),
            verb="priorities.action_removed",
            summary="Removed an action.",
            by=cast["officer"],
            now=now,
        ),
    }
    make.implication(of=draft)
    make.background_paper(of=draft)
    make.paper_author(of=draft)
    make.reminder(of=asked, secret=SECRET)
    edition = make.edition(of=paper, content=to_json(SAMPLE))
    for name in ("paper.docx", "appendix-a.pdf"):
        make.edition_file(of=edition, name=name)
    rows = (SheetRow(2, {"under": "1", "text": "Sweep the towpath.", "lead_body": "thames valley police"}),)
    keep_upload(
        path=reverse("sheet", args=[ours.slug, plan.slug, "actions"]),
        kind=KINDS["actions"](plan, by=cast["officer"], now=now),
        upload=Upload("actions.xlsx", "Actions", {"under": "B"}, ("the column “Ours” (D)",), rows),
        by=cast["officer"],
        now=now,
    )
    other = make.partnership(slug="elsewhere", name="Another partnership")
    return World(ours, plan, body, records, cast, _cast(other, make.body()))


def _cast(of: Partnership, body: Body) -> dict[str, User]:
    return {
        kind: make.role(of=of, kind=kind, body=body if kind == Role.Kind.CONTRIBUTOR else None).user
        for kind in Role.Kind.values
    }


def logged_in(user: User | None) -> Client:
    """A browser in which somebody has logged in, or nobody."""
    client = Client()
    if user:
        client.force_login(user)
    return client
