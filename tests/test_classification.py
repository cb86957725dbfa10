"""Every model is classified: where its changes are told, and what it says about living people.

A model that is new stands in neither table, and fails here until somebody has thought about both.
"""

import re

import pytest
from django.contrib import admin
from django.db import models

from core.admin import ReadOnlyAdmin, RecordAdmin
from core.models import AppendOnly, personal_data
from partners.models import Person, User
from tests.our_models import our_models

# Whoever changes one of these leaves an event about it.
TOLD_BY_ITSELF = [
    *("User", "Area", "Body", "Partnership", "Membership", "Group", "Person", "Meeting", "Role"),
    *("EvidenceSource", "ObjectiveSet", "Objective", "Project", "Plan", "Priority", "Action", "Finding", "Review"),
    *("UpdateRequest", "BodyRequest"),
    *("Achievement", "Figure", "Fund", "Award", "Allocation", "Post", "Indicator", "IndicatorMeasure"),
    *("Return", "ReturnLine", "Measurement", "ScorecardRule", "ImportRun", "Population"),
    *("HouseStyle", "Paper", "Recommendation", "Section", "PreElectionPeriod"),
]
# These mean nothing alone: a change is told as one of their owner.
TOLD_WITH_OWNER = {
    "BodyName": "Body",
    "PartnershipName": "Partnership",
    "PartnershipArea": "Partnership",
    "MembershipCategory": "Membership",
    "Seat": "Group",
    "CycleTask": "Group",
    "Decision": "Meeting",
    "Protocol": "Partnership",
    "Link": "Partnership",
    "GlossaryTerm": "Partnership",
    "ProjectName": "Project",
    "PriorityStrand": "Priority",
    "PriorityObjective": "Priority",
    "Amendment": "Plan",
    "Target": "Priority",
    "DateMove": "Action",
    "Progress": "Action",
    "Answer": "BodyRequest",
    "Reminder": "BodyRequest",
    "Challenge": "Plan",
    "Comparator": "Figure",
    "Quote": "Achievement",
    "Evidence": "Achievement",
    "Payment": "Award",
    "Explanation": "Award",
    "Share": "Allocation",
    "Profile": "Allocation",
    "Forecast": "Allocation",
    "ReturnOutput": "ReturnLine",
    "ReturnRequest": "Return",
    "Baseline": "Indicator",
    "Break": "Indicator",
    "ExceptionReport": "Indicator",
    "IndicatorTarget": "Indicator",
    "FormerValue": "Measurement",
    "DutyRecord": "Plan",
    "HeaderField": "HouseStyle",
    "ApproverRole": "HouseStyle",
    "ImplicationKind": "HouseStyle",
    "Implication": "Paper",
    "Wording": "Paper",
    "Override": "Paper",
    "PaperAuthor": "Paper",
    "HeaderValue": "Paper",
    "Appendix": "Paper",
    "BackgroundPaper": "Paper",
    "SignOff": "Paper",
}
# Written by `record_event` and by publishing alone, and changed by nobody.
KEPT_FOR_GOOD = ["Event", "AlsoAbout", "Edition", "EditionFile", "ReturnFile"]
THE_LOGS_OWN = ["ChainHead"]
# The portal's memory of work under way. No record of the partnership's: nothing is told of it.
WORKING_MEMORY = {
    "Draft": "what somebody has typed and not yet said; it goes when they save it",
    "Comment": "what is said about a draft, and never published",
    "Look": "what an approver has seen of a draft, to show what changed since",
    "Removal": "what undoing needs; the removal itself and the putting back are told, each in its own event",
}

# What each says about living people; every other model of ours says nothing about any.
PERSONAL = {
    "User": "email name last_login date_joined",
    "Person": "name body job_title email phone user",
    "Seat": "person",
    "Role": "user kind body",
    "Membership": "contact lead",
    "Amendment": "made_by",
    "DateMove": "moved_by",
    "Progress": "recorded_by recovery_owner",
    "UpdateRequest": "asked_by",
    "BodyRequest": "contact_email lead_email",
    "Answer": "recovery_owner given_by decided_by",
    "Reminder": "sent_to",
    "Quote": "text",
    "Evidence": "file_name",
    "Explanation": "explained_by",
    "Return": "approved_by",
    "ReturnLine": "given_by case_study",
    "ReturnRequest": "contact_email lead_email asked_by",
    "ReturnFile": "content",
    "FormerValue": "replaced_by",
    "ExceptionReport": "asked_by contact_email lead_email response_owner answered_by",
    "ImportRun": "started_by",
    "SignOff": "person note approver deputy signed_by",
    "Override": "made_by",
    "Comment": "text mentions made_by resolved_by",
    "Look": "user content",
    "EditionFile": "content",
    "Edition": "published_by published_by_name content pdf",
    "Event": "actor actor_name summary data",
    "Draft": "user typed",
    "Removal": "removed_by rows",
}
# What looks personal and is not, with the reason.
OF_NOBODY = {
    "Partnership.contact_email": "a post's address",
    "Partnership.contact_post": "a post",
    "Paper.author_contact": "a shared address",
    "PaperAuthor.contact": "a shared address",
    "Figure.reported_by": "a post",
    "Body.also_succeeded_by": "bodies",
    "Meeting.attended_by": "bodies",
    "CycleTask.owner_stated": "a group or a kind of body",
    "Indicator.owner_stated": "a body",
    "Plan.owner_group": "a group",
    "Progress.told_by": "a body",
    "Implication.answered_by": "a post",
    "Award.passed_on_by": "an allocation",
    "ExceptionReport.owner_body": "a body",
    **dict.fromkeys(["Indicator.owner_bodies", "Indicator.owner_groups", "Indicator.owner_partnerships"], "bodies"),
}
LOOKS_PERSONAL = re.compile(r"person|phone|email|contact|actor|owner|_by(_name)?$")

NAMES = {model.__name__: model for model in our_models()}
each_model = pytest.mark.parametrize("name", NAMES)


def test_every_model_is_classified_once() -> None:
    classified = [*TOLD_BY_ITSELF, *TOLD_WITH_OWNER, *KEPT_FOR_GOOD, *THE_LOGS_OWN, *WORKING_MEMORY]
    assert sorted(classified) == sorted(NAMES)


@pytest.mark.parametrize("name", TOLD_BY_ITSELF)
def test_what_is_told_by_itself_has_a_page_that_tells(name: str) -> None:
    assert isinstance(admin.site._registry[NAMES[name]], RecordAdmin)


@pytest.mark.parametrize(("name", "owner"), TOLD_WITH_OWNER.items())
def test_what_is_told_with_its_owner_is_a_row_on_its_page_only(name: str, owner: str) -> None:
    assert NAMES[name] not in admin.site._registry
    assert NAMES[name] in {rows.model for rows in admin.site._registry[NAMES[owner]].inlines}
    assert any(field.related_model is NAMES[owner] for field in NAMES[name]._meta.fields)


@pytest.mark.parametrize("name", [*KEPT_FOR_GOOD, *THE_LOGS_OWN, *WORKING_MEMORY])
def test_what_the_portal_keeps_by_itself_cannot_be_changed_in_the_admin(name: str) -> None:
    assert isinstance(admin.site._registry[NAMES[name]], ReadOnlyAdmin)
    assert issubclass(NAMES[name], AppendOnly) is (name in KEPT_FOR_GOOD)


@each_model
def test_what_a_model_says_of_people_is_declared_on_it(name: str) -> None:
    declared = personal_data(NAMES[name])
    assert " ".join(declared) == PERSONAL.get(name, "")
    for field in declared:
        NAMES[name]._meta.get_field(field)


@each_model
def test_no_field_that_names_a_person_is_forgotten(name: str) -> None:
    for field in (*NAMES[name]._meta.fields, *NAMES[name]._meta.many_to_many):
        names_a_person = field.related_model in (User, Person) or isinstance(field, models.EmailField)
        if names_a_person or LOOKS_PERSONAL.search(field.name):
            is_known = field.name in personal_data(NAMES[name]) or f"{name}.{field.name}" in OF_NOBODY
            assert is_known or field.name == "may_be_published", f"{name}.{field.name}"
