"""What should not be sent unthinking: details of private people, and small numbers of people by place."""

from collections.abc import Iterable

from partners.models import Person
from reports import content as c
from reports.checks.facts import Facts, KnownPerson
from reports.checks.finding import Finding
from reports.checks.reading import read_paper
from reports.checks.safe_to_publish import safe_to_publish
from reports.checks.small_numbers import small_numbers


def hints(composed: c.Paper, *, partnership_id: int) -> tuple[Finding, ...]:
    """What a person should look at before a return of a partnership is approved, in reading order. 1 query."""
    reading = read_paper(composed, previous=None, facts=Facts(people=tuple(_people(partnership_id))))
    found = [*safe_to_publish(reading), *small_numbers(reading)]
    return tuple(one.finding for one in sorted(found, key=lambda one: (one.index, one.start)))


def _people(partnership_id: int) -> Iterable[KnownPerson]:
    """The people of the partnership's members."""
    near = Person.objects.filter(body__memberships__partnership=partnership_id).distinct()
    rows = near.order_by("pk").values_list("name", "may_be_published")
    return (KnownPerson(name, may_be_published) for name, may_be_published in rows)
