"""Addresses of a plan's workspace, and the forms that stand there."""

from django.test import Client
from django.urls import reverse

from priorities.models import Plan
from tests.forms_on_pages import edit_form_on

OF_ACTION = ("action_edit", "action_part_add", "action_target_add")
OF_PRIORITY = (
    *("priority_edit", "priority_action_add", "priority_part_add", "priority_target_add", "priority_objectives"),
)


def address(name: str, *keys: object) -> str:
    return reverse(f"priorities:{name}", args=["oxford", "2025-26", *keys])


def opened(client: Client, url: str, **typed: object) -> dict[str, object]:
    """What the form at an address holds, with some of it typed anew."""
    form = edit_form_on(client.get(url).content.decode())
    assert form, url
    return {**form.data, **typed}


def agree(plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(status="agreed")
