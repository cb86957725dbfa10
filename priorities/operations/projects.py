"""Projects that actions and achievements name before anybody has made them."""

from collections.abc import Iterable
from typing import Protocol

from partners.models import Partnership
from priorities.models import Project


class OfAProject(Protocol):
    """An action or achievement."""

    project: Project | None


class NamedProjects:
    """The projects of a partnership by their names; those that are named for the first time are made with `make`."""

    def __init__(self, partnership: Partnership) -> None:
        """1 query."""
        self.partnership = partnership
        # Of two with one name the first made counts, as it is read last.
        found = Project.objects.filter(partnership=partnership).order_by("-pk")
        self._known = {project.name.casefold(): project for project in found}

    def named(self, name: str, kind: str) -> Project:
        """The project of a name, not saved yet where it is new. Raises ValidationError."""
        known = self._known.get(name.casefold())
        if known is None:
            known = Project(partnership=self.partnership, name=name, kind=kind)
            known.clean_fields(exclude=["partnership"])
            self._known[name.casefold()] = known
        return known

    def make(self, records: Iterable[OfAProject]) -> None:
        """Save the new ones that some records name, unless somebody else made one of the name meanwhile. 2 queries for
        each new one.
        """
        made: dict[int, Project] = {}
        for record in records:
            new = record.project
            if new is None or (new.pk is not None and id(new) not in made):
                continue
            if id(new) not in made:
                made[id(new)] = named_project(self.partnership, new.name, new.kind)
            record.project = made[id(new)]


def named_project(partnership: Partnership, name: str, kind: str) -> Project:
    """The partnership's project of this name; one that it does not have is made. At most 2 queries. Raises
    ValidationError.
    """
    known = Project.objects.filter(partnership=partnership, name__iexact=name).order_by("pk").first()
    if known is None:
        known = Project(partnership=partnership, name=name, kind=kind)
        known.clean_fields(exclude=["partnership"])
        known.save()
    return known


def kind_of(name: str) -> str:
    """What kind of project a name tells: "Operation Nightingale" is an operation."""
    return Project.Kind.OPERATION if name.lower().startswith("operation ") else Project.Kind.PROGRAMME
