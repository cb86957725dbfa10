"""Everything that the source papers hold has a home in the model: the inventory's entities and attributes, one by one.

The left of each entry is the inventory's own word, the right where it lives: `app.Model.field`, a path over relations
(`priorities.Plan.partnership.tier`), or a choice (`partners.Group.kind=board`). The test asks Django's registry.
"""

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from core.models import Sourced
from core.periods import PeriodKind
from tests.our_models import our_models

HOMES: dict[str, dict[str, str]] = {
    "Area": {
        "type": "partners.Area.kind",
        "ONS code": "partners.Area.ons_code",
        "parent": "partners.Area.parent",
        "valid dates": "partners.Area.from_date partners.Area.until_date",
    },
    "Body": {
        "name": "partners.Body.name",
        "aliases": "partners.BodyName.name partners.BodyName.body",
        "acronym": "partners.Body.short_name",
        "kind": "partners.Body.kind",
        "RA category": "partners.MembershipCategory.category partners.MembershipCategory.membership.body",
        "parent": "partners.Body.parent",
        "valid dates": "partners.Body.from_date partners.Body.until_date",
        "successor": "partners.Body.successor partners.Body.also_succeeded_by",
    },
    "Role/Post": {
        "title": "funding.Post.title partners.Seat.post_title",
        "body": "partners.Seat.body",
        "host": "funding.Post.host_body",
        "funder": "funding.Post.award.fund.body",
        "area served": "funding.Post.area",
        "remit": "funding.Post.remit",
        "hours": "funding.Post.hours_per_week",
    },
    "Person": {
        "name": "partners.Person.name",
        "role": "partners.Person.job_title",
        "contact": "partners.Person.email partners.Person.phone",
        "consent": "partners.Person.may_be_published",
    },
    "Group": {
        "kind": "partners.Group.kind",
        "parent": "partners.Group.parent",
        "chair role": "partners.Group.chair_post partners.Seat.is_chair",
        "secretariat": "partners.Group.secretariat",
        "frequency": "partners.Group.meetings_per_year partners.Group.meets",
        "terms": "partners.Group.purpose",
    },
    "Membership": {
        "body, role or person": "partners.Membership.body partners.Seat.post_title partners.Seat.person",
        "group": "partners.Membership.partnership partners.Seat.group",
        "responsible authority": "partners.Membership.standing=responsible",
        "co-operating": "partners.Membership.standing=co-operating",
        "invited": "partners.Membership.standing=invited partners.Seat.is_invited",
        "in attendance": "partners.Membership.standing=observer partners.Meeting.attended_by",
        "other partner": "partners.Membership.standing=partner",
        "dates": "partners.Membership.from_date partners.Seat.until_date",
    },
    "Plan/Document": {
        "type": "priorities.Plan.kind reports.Paper.kind",
        "level": "priorities.Plan.partnership.tier",
        "title": "priorities.Plan.title",
        "area": "priorities.Plan.partnership.areas",
        "period": "priorities.Plan.period_stated",
        "parent plan": "priorities.Plan.parent",
        "version": "priorities.Plan.version reports.Paper.version",
        "status": "priorities.Plan.status",
        "vision": "priorities.Plan.vision partners.Partnership.vision",
        "legal basis": "priorities.Plan.legal_basis",
        "rule": "priorities.Plan.rule",
        "publisher and address": "reports.Paper.author_service reports.Paper.author_contact",
    },
    "Section": {
        "heading": "reports.Section.heading",
        "level": "reports.Section.parent",
        "order": "reports.Section.position",
        "paragraphs with number": "reports.Section.text reports.Section.is_numbered reports.HouseStyle.numbering",
    },
    "Paper": {
        "committee": "reports.Paper.meeting reports.HeaderValue.key=to",
        "date": "reports.Paper.date reports.HeaderValue.key=date",
        "author": "reports.Paper.author_post reports.PaperAuthor.post_title",
        "report of": "reports.HeaderValue.key=report-of",
        "purpose": "reports.HeaderValue.key=purpose",
        "recommendations": "reports.Recommendation.text reports.Recommendation.parent",
        "key decision": "reports.HeaderValue.key=key-decision",
        "lead member": "reports.HeaderValue.key=lead-member",
        "corporate priority": "reports.HeaderValue.key=corporate-priority",
        "policy framework": "reports.HeaderValue.key=policy-framework",
        "approvals": "reports.HeaderValue.key=approved-by reports.SignOff.paper",
        "implications": "reports.Section.heading reports.Section.key reports.Section.text",
        "appendices": "reports.Appendix.title reports.Appendix.is_supplied",
        "background papers": "reports.BackgroundPaper.title reports.Paper.background_none",
        "version": "reports.Paper.version",
        "exempt": "reports.HeaderValue.key=exempt",
        "asset placeholder": "reports.HouseStyle.logo reports.HouseStyle.logo_alt",
    },
    "EvidenceSource": {
        "assessment": "priorities.EvidenceSource.kind=assessment",
        "needs assessment": "priorities.EvidenceSource.kind=needs",
        "survey": "priorities.EvidenceSource.kind=survey",
        "date": "priorities.EvidenceSource.published_date priorities.EvidenceSource.published_stated",
        "publisher": "priorities.EvidenceSource.publisher",
        "URL": "priorities.EvidenceSource.url",
        "findings": "priorities.Finding.evidence",
    },
    "Finding": {
        "text": "priorities.Finding.text",
        "area": "priorities.Finding.areas",
        "topic": "priorities.Finding.topic",
    },
    "ObjectiveSet/Objective": {
        "set by": "priorities.ObjectiveSet.body",
        "from and to": "priorities.ObjectiveSet.from_date priorities.ObjectiveSet.until_date",
        "number": "priorities.Objective.number",
        "text": "priorities.Objective.title priorities.Objective.description",
        "sub-themes": "priorities.PriorityObjective.sub_theme",
    },
    "Priority": {
        "order": "priorities.Priority.position",
        "title": "priorities.Priority.title",
        "narrative": "priorities.Priority.narrative",
        "category axis": "priorities.Priority.standing priorities.Priority.approach",
        "statutory strands": "priorities.PriorityStrand.strand",
        "status": "priorities.Priority.plan.status",
        "year": "priorities.Priority.plan.period_stated",
        "predecessor": "priorities.Priority.continues",
        "sub-topics": "priorities.Priority.parent",
        "vision of its own": "priorities.Priority.vision",
    },
    "Action": {
        "text": "priorities.Action.text",
        "parent": "priorities.Action.parent",
        "lead": "priorities.Action.lead_body priorities.Action.lead_group",
        "partners": "priorities.Action.supporting_bodies",
        "due": "priorities.Action.due_date priorities.Action.due_stated",
        "priorities": "priorities.Action.priority priorities.Action.also_serves",
        "objectives": "priorities.Action.priority.objectives",
        "status": "priorities.Action.status",
        "carried from": "priorities.Action.continues",
        "legal citation": "priorities.Action.legal_basis",
    },
    "Target": {
        "measure": "priorities.Target.measure",
        "operator": "priorities.Target.operator=at-least",
        "number": "priorities.Target.number priorities.Target.number_stated",
        "unit": "priorities.Target.unit",
        "period": "priorities.Target.period_stated",
    },
    "Achievement": {
        "text": "achievements.Achievement.text",
        "period": "achievements.Achievement.period_stated",
        "provider": "achievements.Achievement.provider achievements.Achievement.provider_partnership",
        "project": "achievements.Achievement.project",
        "partners": "achievements.Achievement.bodies",
        "area": "achievements.Achievement.areas achievements.Achievement.place",
        "priorities": "achievements.Achievement.priorities",
        "metrics": "achievements.Figure.achievement",
        "quotes": "achievements.Quote.achievement achievements.Quote.has_consent",
        "sensitivity": "achievements.Achievement.visibility achievements.Achievement.visibility_reason",
        "status": "achievements.Achievement.status",
        "group off priority": "achievements.Achievement.grouping",
        "planned item": "achievements.Achievement.status=planned",
    },
    "Metric/Observation": {
        "value as stated": "achievements.Figure.stated",
        "numeric": "achievements.Figure.number achievements.Figure.number_to",
        "qualifier": "achievements.Figure.qualifier",
        "unit": "achievements.Figure.unit",
        "n/denominator": "achievements.Figure.denominator achievements.Figure.denominator_note",
        "period": "achievements.Figure.period_stated",
        "area": "achievements.Figure.area",
        "recorded": "achievements.Figure.basis=recorded",
        "projected": "achievements.Figure.basis=projected",
        "survey": "achievements.Figure.basis=survey",
        "breakdown": "achievements.Figure.part_of",
        "formula": "achievements.Figure.formula",
        "reported by": "achievements.Figure.reported_by",
        "source": "achievements.Figure.evidence",
    },
    "Comparator": {
        "kind": "achievements.Comparator.kind",
        "area": "achievements.Comparator.area",
        "period": "achievements.Comparator.period_stated",
        "value": "achievements.Comparator.number",
        "change": "achievements.Comparator.change_percent achievements.Comparator.change_number",
    },
    "Indicator": {
        "theme": "scorecard.Indicator.theme",
        "definition": "scorecard.Indicator.definition",
        "direction": "scorecard.Indicator.direction",
        "measures": "scorecard.IndicatorMeasure.indicator",
        "owners": "scorecard.Indicator.owner_bodies scorecard.Indicator.owner_groups",
        "owning partnerships": "scorecard.Indicator.owner_partnerships",
        "data source": "scorecard.Indicator.data_source scorecard.Indicator.evidence",
        "set of the commissioner": "scorecard.Indicator.indicator_set=commissioner",
        "local set": "scorecard.Indicator.indicator_set=scorecard",
        "national target": "scorecard.Indicator.national_target",
        "baseline": "scorecard.Baseline.indicator",
    },
    "Scorecard period": {"period": "scorecard.Measurement.period_stated", "value": "scorecard.Measurement.value"},
    "Grant/Funding": {
        "funder": "funding.Award.fund.body",
        "programme": "funding.Fund.name",
        "headline": "funding.Award.amount_announced",
        "period": "funding.Award.period_stated",
        "basis": "funding.Award.basis=to-bid-for",
        "without amount": "funding.Award.basis=unstated",
        "second funder": "funding.Award.supplements",
        "stated total": "funding.Award.total_stated",
        "return cycle": "funding.Award.reporting funding.Return.award",
    },
    "Allocation": {
        "recipient": "funding.Allocation.recipient funding.Allocation.recipient_partnerships",
        "purpose": "funding.Allocation.purpose",
        "amount": "funding.Allocation.amount",
        "note": "funding.Allocation.note",
    },
    "Reconciliation": {"difference explained": "funding.Explanation.text funding.Explanation.amount"},
    "Meeting": {
        "kind": "partners.Meeting.kind",
        "date": "partners.Meeting.date partners.Meeting.date_stated",
        "cycle": "partners.Group.meetings_per_year",
        "theme topic": "partners.Meeting.theme",
        "attendees": "partners.Meeting.attended_by partners.Meeting.attendance_note",
        "decisions": "partners.Decision.meeting partners.Decision.text",
    },
    "Cycle task": {
        "quarter": "partners.CycleTask.period_stated partners.CycleTask.stage",
        "task": "partners.CycleTask.text",
        "owner": "partners.CycleTask.owner_stated partners.CycleTask.group",
    },
    "Approval/SignOff": {
        "role": "reports.SignOff.function reports.SignOff.post_title",
        "person": "reports.SignOff.person",
        "meeting": "reports.SignOff.meeting priorities.Plan.agreed_at",
        "date": "reports.SignOff.signed_date",
    },
    "Review": {
        "domestic": "priorities.Review.kind=domestic",
        "anti-social behaviour": "priorities.Review.kind=asb",
        "weapons": "priorities.Review.kind=weapons",
        "label by date": "priorities.Review.label priorities.Review.from_date",
        "action": "priorities.Review.actions",
    },
    "Campaign/Project": {
        "name": "priorities.Project.name",
        "kind": "priorities.Project.kind=operation",
        "aliases": "priorities.ProjectName.name",
        "strategy": "priorities.Project.kind=strategy",
    },
    "Risk/Challenge": {
        "challenge": "priorities.Challenge.kind=challenge",
        "risk": "priorities.Challenge.kind=risk",
        "text": "priorities.Challenge.text",
    },
    "Link": {
        "label": "partners.Link.label",
        "URL": "partners.Link.url",
        "checked": "partners.Link.checked_date partners.Link.note",
        "partnership": "partners.Link.points_to",
    },
    "Protocol": {"principles": "partners.Protocol.text", "review": "partners.Protocol.review_date"},
    "Glossary term": {"term": "partners.GlossaryTerm.term", "meaning": "partners.GlossaryTerm.meaning"},
    "Provenance": {
        "file": "achievements.Figure.source_document",
        "line or page": "achievements.Figure.source_place",
        "original text": "achievements.Figure.source_text",
    },
}
# The words seen in the papers, each a choice of ours.
WORDS_SEEN: dict[str, str] = {
    "priorities.Plan.kind": "partnership-plan rolling-plan business-plan agreement refresh local-priorities",
    "reports.Paper.kind": "council-update partnership-report safety-agreement annual-refresh rolling-plan",
    "partners.Group.kind": "board executive business co-ordination tactical sub-group task panel",
    "partners.Membership.standing": "responsible partner invited observer co-operating",
    "priorities.Action.approach": "community victims offenders",
    "priorities.Plan.status": "agreed yet-to-be-ratified",
    "priorities.Action.status": "ongoing completed underway planned piloting seeking-funding at-risk",
    "scorecard.Indicator.direction": "increase reduce maintain monitor",
    "achievements.Figure.qualifier": "exact about over nearly just-under at-least",
    "achievements.Figure.basis": "projected",
}
# Where a record was read from is kept for these: everything that a paper states.
STATED_BY_PAPERS = {
    "partners": "Group Meeting Membership Seat",
    "priorities": "Action Challenge EvidenceSource Finding Plan Priority Target",
    "achievements": "Achievement Figure",
    "funding": "Allocation Award Post",
    "scorecard": "Indicator Measurement",
}
ENTRIES = [(entity, attribute) for entity, attributes in HOMES.items() for attribute in attributes]


def field_at(path: str) -> models.Field:
    """The field at the end of `app.Model.field.field…`, followed over relations. Raises what Django raises."""
    app, model_name, *names = path.split(".")
    model = apps.get_model(app, model_name)
    for name in names[:-1]:
        model = model._meta.get_field(name).related_model
    return model._meta.get_field(names[-1])


@pytest.mark.parametrize(("entity", "attribute"), ENTRIES)
def test_an_attribute_of_the_inventory_has_its_home(entity: str, attribute: str) -> None:
    for home in HOMES[entity][attribute].split():
        path, _, choice = home.partition("=")
        field = field_at(path)
        assert not choice or choice in dict(field.flatchoices), home


@pytest.mark.parametrize("path", WORDS_SEEN)
def test_the_words_seen_in_the_papers_are_choices(path: str) -> None:
    assert set(WORDS_SEEN[path].split()) <= set(dict(field_at(path).flatchoices))


@pytest.mark.parametrize("app", STATED_BY_PAPERS)
def test_where_a_record_was_read_from_is_kept(app: str) -> None:
    for model_name in STATED_BY_PAPERS[app].split():
        assert issubclass(apps.get_model(app, model_name), Sourced)


def test_periods_of_every_kind_seen_have_a_name() -> None:
    seen = "financial-year calendar-year quarter month day twelve-months-to as-at since span in-words"
    assert set(PeriodKind.values) == set(seen.split())


def test_a_home_that_does_not_exist_would_be_found() -> None:
    for path in ("partners.Body.telephone", "partners.Body.parent.telephone"):
        with pytest.raises(FieldDoesNotExist):
            field_at(path)


def test_no_model_of_the_inventory_stands_outside_our_apps() -> None:
    homes = {
        tuple(home.split(".")[:2]) for entity in HOMES.values() for paths in entity.values() for home in paths.split()
    }
    ours = {(model._meta.app_label, model.__name__) for model in our_models()}
    assert homes <= ours
    # What is the portal's own business and in no paper.
    assert {name for _, name in ours - homes} == {
        *("User", "Role", "ChainHead", "Event", "Edition", "PartnershipName", "PartnershipArea", "HeaderField"),
        *("Progress", "Evidence", "Payment", "Break", "ExceptionReport"),
        *("AlsoAbout", "Draft", "Removal", "Amendment", "DateMove"),
        *("UpdateRequest", "BodyRequest", "Answer", "Reminder", "DutyRecord"),
        *("ApproverRole", "ImplicationKind", "PreElectionPeriod", "Implication"),
        *("Wording", "Override", "Comment", "Look", "EditionFile"),
        *("Share", "Profile", "Forecast", "ReturnLine", "ReturnOutput", "ReturnRequest", "ReturnFile"),
        *("IndicatorTarget", "FormerValue", "ScorecardRule", "ImportRun", "Population"),
    }
