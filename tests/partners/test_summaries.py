"""Who belonged to a partnership on a day, and how services stand under the body they belong to."""

from datetime import date

import pytest

from partners.models import Body, Partnership
from partners.summaries import members_of
from tests import make


@pytest.fixture
def oxford() -> Partnership:
    return make.partnership()


@pytest.fixture
def county(oxford: Partnership) -> Body:
    body = make.body(name="County council", kind="county-council")
    make.membership(of=oxford, member=body, position=1, categories=("county-council", "fire"))
    return body


def nested(partnership: Partnership, *, on: date) -> dict[str, tuple[str, ...]]:
    lines = members_of(partnership.pk, tier=partnership.tier, on=on).lines
    return {line.body: tuple(service.body for service in line.services) for line in lines}


@pytest.mark.django_db
class TestMembersOf:
    def test_nests_a_service_under_its_body(self, oxford: Partnership, county: Body) -> None:
        make.membership(of=oxford, member=make.body(name="Fire service", parent=county), standing="partner")
        assert nested(oxford, on=date(2021, 1, 25)) == {"County council": ("Fire service",)}

    def test_lists_a_service_apart_when_it_fills_a_category_itself(self, oxford: Partnership, county: Body) -> None:
        make.membership(
            of=oxford, member=make.body(name="Fire service", parent=county), position=2, categories=("fire",)
        )
        assert nested(oxford, on=date(2015, 2, 2)) == {"County council": (), "Fire service": ()}

    def test_lists_a_service_as_its_membership_of_the_day_has_it(self, oxford: Partnership, county: Body) -> None:
        fire = make.body(name="Fire service", parent=county)
        make.membership(of=oxford, member=fire, position=2, categories=("fire",), until_date=date(2019, 3, 31))
        make.membership(of=oxford, member=fire, standing="partner", from_date=date(2019, 4, 1))
        assert nested(oxford, on=date(2019, 3, 31)) == {"County council": (), "Fire service": ()}
        assert nested(oxford, on=date(2019, 4, 1)) == {"County council": ("Fire service",)}
