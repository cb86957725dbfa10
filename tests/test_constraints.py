"""Every rule on records holds twice: the database refuses what breaks it, and `full_clean` says why in a sentence.

The tables below name every constraint of ours; a new one without a case fails the sweep at the end.
"""

import inspect
from collections.abc import Callable
from copy import copy
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from core.models import AppendOnly, ChoiceField, Dated, PeriodFields
from tests import make
from tests.our_models import our_models

pytestmark = pytest.mark.django_db

Change = Callable[[Any], dict[str, Any]]
MAKER_OF: dict[type[models.Model], Callable[..., Any]] = {
    inspect.signature(maker).return_annotation: maker for maker in make.MAKERS
}


def to(**values: Any) -> Change:
    """A change to the same values for any record."""
    return lambda _: values


# What breaks each check, starting from what its maker makes.
BROKEN: dict[str, tuple[Callable[[], models.Model], Change]] = {
    "partners_meeting_says_when": (make.meeting, to(date=None, date_stated="")),
    "partners_role_contributor_has_body": (make.role, to(kind="contributor", body=None)),
    "priorities_priority_continues_another": (make.priority, lambda priority: {"continues_id": priority.pk}),
    "priorities_action_continues_another": (make.action, lambda action: {"continues_id": action.pk}),
    "priorities_target_has_one_owner": (make.target, to(priority=None, action=None)),
    "priorities_progress_exception_explained": (make.progress, to(status="off-track", reason="Nobody came.")),
    "priorities_answer_exception_explained": (make.answer, to(status="off-track", reason="Nobody came.")),
    "priorities_finding_restriction_explained": (make.finding, to(visibility="partners", visibility_reason="")),
    "achievements_achievement_restriction_explained": (make.achievement, to(visibility="restricted")),
    "achievements_figure_has_one_owner": (make.figure, to(achievement=None, finding=None)),
    "achievements_figure_range_in_order": (make.figure, to(number=20, number_to=10)),
    "achievements_evidence_has_file_or_link": (make.evidence, to(url="", file="")),
    "funding_award_announced_not_negative": (make.award, to(amount_announced=-1)),
    "funding_award_total_not_negative": (make.award, to(total_stated=-1)),
    "funding_award_amount_or_unstated": (make.award, to(amount_announced=None)),
    "funding_allocation_not_negative": (make.allocation, to(amount=-1)),
    "funding_payment_not_negative": (make.payment, to(amount=-1)),
    "funding_return_approved_when": (make.return_, to(state="approved")),
    "funding_allocation_passed_on_from_another": (make.allocation, lambda one: {"passed_on_from_id": one.pk}),
    "funding_share_not_negative": (make.share, to(amount=-1)),
    "funding_profile_not_negative": (make.profile, to(amount=-1)),
    "funding_forecast_not_negative": (make.forecast, to(amount=-1)),
    "funding_return_sent_when_and_where": (
        make.return_,
        to(state="sent", approved_at=make.NOW, sent_date=date(2013, 11, 1), sent_to=""),
    ),
    "funding_return_query_said": (
        make.return_,
        to(state="queried", approved_at=make.NOW, sent_date=date(2013, 11, 1), sent_to="The policing body", query=""),
    ),
    "funding_returnline_awarded_not_negative": (make.return_line, to(awarded=-1)),
    "funding_returnline_profiled_not_negative": (make.return_line, to(profiled=-1)),
    "funding_returnline_actual_not_negative": (make.return_line, to(actual=-1)),
    "funding_returnline_forecast_not_negative": (make.return_line, to(forecast=-1)),
    "scorecard_indicator_continues_another": (make.indicator, lambda one: {"continues_id": one.pk}),
    "scorecard_measurement_numbers_whole": (make.measurement, to(numerator=15, denominator=None)),
    "scorecard_exceptionreport_whole": (make.exception_report, to(state="answered", response="")),
    "scorecard_importrun_failure_said": (make.import_run, to(state="failed", error="")),
    "reports_housestyle_logo_described": (make.house_style, to(logo="civic-arch", logo_alt="")),
    "reports_headervalue_text_only_if_stated": (make.header_value, to(standing="none", text="None")),
    "reports_signoff_by_somebody": (make.sign_off, to(post_title="")),
    "reports_appendix_one_thing": (
        make.appendix,
        lambda one: {"file": "a.pdf", "attached": one.paper},
    ),
    "reports_implication_text_if_stated": (make.implication, to(standing="none", text="Some.")),
    "reports_paper_scheduled_when": (make.paper, to(state="scheduled")),
    "reports_paper_published_when": (make.paper, to(state="published")),
    "reports_paper_withdrawn_why": (make.paper, to(state="withdrawn", first_published_at=make.NOW)),
    "reports_edition_correction_has_reason": (make.edition, to(number=2, reason="")),
}
# What a progress, or an answer, that is not on track must say.
EXPLAINED = {
    "status": "at-risk",
    "reason": "Nobody came.",
    "recovery_action": "Ask again.",
    "recovery_owner": "The chair",
    "recover_by_date": date(2025, 12, 1),
}
# The other ways to break those that have several.
ALSO_BROKEN: list[tuple[str, Callable[[], models.Model], Change]] = [
    ("partners_role_contributor_has_body", make.role, lambda _: {"kind": "officer", "body": make.body()}),
    ("priorities_target_has_one_owner", make.target, lambda _: {"action": make.action()}),
    ("achievements_figure_has_one_owner", make.figure, lambda _: {"finding": make.finding()}),
    ("achievements_figure_range_in_order", make.figure, to(number=None, number_to=10)),
    ("scorecard_exceptionreport_whole", make.exception_report, to(state="answered", text="")),
    ("funding_return_approved_when", make.return_, to(state="in-review", approved_at=make.NOW)),
    *(
        (name, maker, to(**{**EXPLAINED, missing: None if missing == "recover_by_date" else ""}))
        for name, maker in [
            ("priorities_progress_exception_explained", make.progress),
            ("priorities_answer_exception_explained", make.answer),
        ]
        for missing in ("reason", "recovery_action", "recovery_owner", "recover_by_date")
    ),
]
# How the second of two like records must differ not to break another rule first.
REPEATED: dict[str, tuple[Callable[[], models.Model], dict[str, Any]]] = {
    "core_event_one_per_place_in_chain": (make.event, {}),
    "core_alsoabout_once": (make.also_about, {}),
    "core_draft_one_per_form": (make.draft, {}),
    "partners_user_email_once": (lambda: make.user(email="officer@example.org"), {"email": "Officer@Example.org"}),
    "partners_area_code_once": (lambda: make.area(ons_code="E07000178"), {"slug": "another"}),
    "partners_bodyname_once": (make.body_name, {}),
    "partners_partnershiparea_once": (make.partnership_area, {}),
    "partners_membership_once": (make.membership, {}),
    "partners_membershipcategory_once": (make.membership_category, {}),
    "partners_glossaryterm_once": (make.glossary_term, {}),
    "partners_role_once": (make.role, {}),
    "priorities_project_once": (make.project, {}),
    "priorities_plan_slug_once": (make.plan, {}),
    "priorities_prioritystrand_once": (make.priority_strand, {}),
    "priorities_progress_once_a_period": (make.progress, {}),
    "priorities_bodyrequest_once": (make.body_request, {}),
    "priorities_answer_once": (make.answer, {}),
    "funding_explanation_once": (make.explanation, {}),
    "funding_share_once": (make.share, {}),
    "funding_profile_once": (make.profile, {}),
    "funding_forecast_once": (make.forecast, {}),
    "funding_returnline_once": (make.return_line, {}),
    "funding_returnoutput_once": (make.return_output, {}),
    "funding_returnrequest_once": (make.return_request, {}),
    "funding_returnfile_once": (make.return_file, {}),
    "scorecard_indicatortarget_once": (make.indicator_target, {}),
    "scorecard_population_once": (make.population, {}),
    "scorecard_measurement_once": (make.measurement, {}),
    "reports_headerfield_once": (make.header_field, {}),
    "reports_headervalue_once": (make.header_value, {}),
    "reports_edition_number_once": (make.edition, {}),
    "reports_editionfile_once": (make.edition_file, {}),
    "reports_approverrole_once": (make.approver_role, {}),
    "reports_implication_once": (make.implication, {}),
    "reports_implicationkind_once": (make.implication_kind, {}),
    "reports_look_once": (make.look, {}),
    "reports_override_once": (make.override, {}),
    "reports_wording_once": (make.wording, {}),
    "priorities_dutyrecord_once": (make.duty_record, {}),
}

CHECKS = [
    *((name, maker, change) for name, (maker, change) in BROKEN.items()),
    *ALSO_BROKEN,
    *(
        (f"{model._meta.label_lower.replace('.', '_')}_dates_in_order", MAKER_OF[model], change)
        for model in our_models()
        if issubclass(model, Dated)
        for change in [to(from_date=date(2025, 4, 1), until_date=date(2025, 3, 31))]
    ),
    *(
        (f"{model._meta.label_lower.replace('.', '_')}_{rule}", MAKER_OF[model], change)
        for model in our_models()
        if issubclass(model, PeriodFields)
        for rule, change in {
            "period_in_order": to(
                period_kind="span",
                period_stated="x",
                period_start=date(2025, 4, 1),
                period_end=date(2025, 3, 31),
            ),
            "period_whole": to(period_kind="", period_stated="2024-25", period_start=None, period_end=None),
        }.items()
    ),
]
CHOICES = [
    (model, field)
    for model in our_models()
    for field in model._meta.local_concrete_fields
    if isinstance(field, ChoiceField)
]


def constraint(name: str) -> models.CheckConstraint | models.UniqueConstraint:
    return next(one for model in our_models() for one in model._meta.constraints if one.name == name)


def sentences(record: models.Model) -> list[str]:
    with pytest.raises(ValidationError) as refusal:
        record.full_clean()
    return refusal.value.messages


def write_past_the_model(record: models.Model, changes: dict[str, Any]) -> None:
    """As raw SQL would: an update, or an insert where the table takes no updates."""
    model = type(record)
    with transaction.atomic():
        if isinstance(record, AppendOnly):
            model._base_manager.bulk_create([copy_of(record, changes)])
        else:
            model._base_manager.filter(pk=record.pk).update(**changes)


def copy_of(record: models.Model, changes: dict[str, Any]) -> models.Model:
    twin = copy(record)
    twin._state = models.base.ModelState()
    twin.pk = None
    for name, value in changes.items():
        setattr(twin, name, value)
    return twin


@pytest.mark.parametrize(
    ("name", "maker", "change"), CHECKS, ids=[f"{name}-{n}" for n, (name, _, _) in enumerate(CHECKS)]
)
def test_a_row_that_breaks_a_rule_is_refused_twice(
    name: str, maker: Callable[[], models.Model], change: Change
) -> None:
    record = maker()
    changes = change(record)
    with pytest.raises(IntegrityError, match=name):
        write_past_the_model(record, changes)
    for field, value in changes.items():
        setattr(record, field, value)
    assert constraint(name).violation_error_message in sentences(record)


@pytest.mark.parametrize("name", REPEATED)
def test_a_row_that_repeats_another_is_refused_twice(name: str) -> None:
    maker, differences = REPEATED[name]
    record = maker()
    assert constraint(name).violation_error_message in sentences(copy_of(record, differences))
    with pytest.raises(IntegrityError), transaction.atomic():
        type(record)._base_manager.bulk_create([copy_of(record, differences)])


@pytest.mark.parametrize(
    ("model", "field"), CHOICES, ids=[f"{model.__name__}.{field.name}" for model, field in CHOICES]
)
@pytest.mark.parametrize("value", ["nonsense", ""])
def test_a_word_that_is_no_choice_is_refused_twice(model: type[models.Model], field: ChoiceField, value: str) -> None:
    record = MAKER_OF[model]()
    if value == "" and field.blank:
        return
    with pytest.raises(IntegrityError, match=r"(?i)check constraint"):
        write_past_the_model(record, {field.attname: value})
    setattr(record, field.attname, value)
    assert any(sentence.endswith(".") for sentence in sentences(record))


@pytest.mark.parametrize(
    ("model", "field"), CHOICES, ids=[f"{model.__name__}.{field.name}" for model, field in CHOICES]
)
def test_the_database_takes_every_choice_or_none_where_none_is_allowed(
    model: type[models.Model], field: ChoiceField
) -> None:
    """So that no choice is forgotten in the migrations. Other rules may refuse one, but not the field's own."""
    record = MAKER_OF[model]()
    for value, _ in [*field.flatchoices, *([("", "")] if field.blank else [])]:
        try:
            write_past_the_model(record, {field.attname: value})
        except IntegrityError as refusal:
            assert any(one.name in str(refusal) for one in model._meta.constraints)  # noqa: PT017


def test_every_constraint_has_a_case_and_a_sentence() -> None:
    with_cases = {name for name, _, _ in CHECKS} | set(REPEATED)
    constraints = [one for model in our_models() for one in model._meta.constraints]
    assert {one.name for one in constraints} == with_cases
    for one in constraints:
        assert str(one.violation_error_message).endswith("."), one.name
        assert one.violation_error_message != one.default_violation_error_message, one.name


def test_every_text_with_choices_is_checked_by_the_database() -> None:
    unchecked = [
        f"{model.__name__}.{field.name}"
        for model in our_models()
        for field in model._meta.local_concrete_fields
        if getattr(field, "choices", None) and not isinstance(field, ChoiceField)
    ]
    assert unchecked == []
