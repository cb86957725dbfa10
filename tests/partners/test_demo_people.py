"""People for a demonstration can sign in, once and again."""

import stat
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from core.models import Event
from partners.models import Body, Membership, Partnership, Role, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def oxford() -> Partnership:
    partnership = Partnership.objects.create(slug="oxford", name="Oxford partnership", tier="district")
    council = Body.objects.create(slug="city-council", name="City Council", kind=Body.Kind.DISTRICT_COUNCIL)
    police = Body.objects.create(slug="police", name="Police", kind=Body.Kind.POLICE)
    for position, body in enumerate([council, police]):
        Membership.objects.create(partnership=partnership, body=body, position=position, standing="responsible")
    return partnership


@pytest.fixture
def demo(settings: Any, tmp_path: Path) -> Path:
    settings.IS_DEMO = True
    settings.DATA_DIR = tmp_path / "var"
    return settings.DATA_DIR / "demo-logins.txt"


def run() -> str:
    out = StringIO()
    call_command("make_demo_people", stdout=out)
    return out.getvalue()


def logins(file: Path) -> dict[str, str]:
    rows = [line.split()[-2:] for line in file.read_text().splitlines()]
    return dict(rows)


def test_there_is_one_person_per_role_and_each_change_is_an_event(oxford: Partnership, demo: Path) -> None:
    printed = run()
    assert sorted(Role.objects.values_list("kind", flat=True)) == sorted(Role.Kind.values)
    assert Event.objects.filter(chain=oxford.event_chain, verb="partners.role_given").count() == len(Role.Kind)
    assert all(email in printed and password in printed for email, password in logins(demo).items())


def test_the_log_names_nobody(oxford: Partnership, demo: Path) -> None:
    run()
    told = " ".join(Event.objects.values_list("summary", flat=True))
    assert "Gave a person the role Contributor for a body (for Police)." in told
    assert "demonstration" not in told
    assert "@" not in told


def test_the_contributor_speaks_for_the_police(oxford: Partnership, demo: Path) -> None:
    run()
    assert Role.objects.get(kind="contributor").body == Body.objects.get(slug="police")


def test_only_the_administrator_may_use_the_admin(oxford: Partnership, demo: Path) -> None:
    run()
    assert list(User.objects.filter(is_staff=True).values_list("email", flat=True)) == ["administrator@oxford.example"]


def test_everybody_can_sign_in(oxford: Partnership, demo: Path) -> None:
    run()
    for email, password in logins(demo).items():
        answer = Client().post(reverse("account_login"), {"login": email, "password": password})
        assert answer.status_code == 302, email


def test_a_second_run_keeps_people_and_passwords(oxford: Partnership, demo: Path) -> None:
    first = run()
    before = list(User.objects.values_list("pk", "password"))
    assert run() == first
    assert list(User.objects.values_list("pk", "password")) == before
    assert Role.objects.count() == len(Role.Kind)


def test_a_lost_file_means_new_passwords_for_the_same_people(oxford: Partnership, demo: Path) -> None:
    run()
    old = logins(demo)
    demo.unlink()
    run()
    new = logins(demo)
    assert new.keys() == old.keys()
    assert not set(new.values()) & set(old.values())
    assert User.objects.get(email="officer@oxford.example").check_password(new["officer@oxford.example"])


def test_the_file_is_readable_by_its_owner_only(oxford: Partnership, demo: Path) -> None:
    run()
    assert stat.S_IMODE(demo.stat().st_mode) == 0o600


def test_outside_a_demonstration_nobody_is_made(oxford: Partnership, settings: Any) -> None:
    settings.IS_DEMO = False
    with pytest.raises(CommandError, match="PORTAL_ENV=demo"):
        run()
    assert not User.objects.exists()


def test_without_the_sample_it_says_what_to_load(demo: Path) -> None:
    with pytest.raises(CommandError, match="load_sample"):
        run()


def test_a_partnership_without_members_is_named(demo: Path) -> None:
    Partnership.objects.create(slug="oxford", name="Oxford partnership", tier="district")
    with pytest.raises(CommandError, match="has no member"):
        run()
    assert not User.objects.exists()
