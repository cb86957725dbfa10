"""Areas and bodies, with the dates between which they existed and the names they went by."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from core.models import ChoiceField, Dated, DatedQuerySet, Versioned, name_on, or_beginning
from partners.models.identifiers import check_org_identifier, registration_number


class Area(Dated):
    """A place with a boundary: a district, a ward, a police force area, or a statistical area of the ONS."""

    class Kind(models.TextChoices):
        COUNTRY = "country", "Country"
        COUNTY = "county", "County"
        DISTRICT = "district", "District or city"
        UNITARY = "unitary", "Unitary authority area"
        CSP = "csp", "Statistical area of a partnership (ONS)"
        POLICE_FORCE = "police-force", "Police force area"
        LOCAL_POLICE = "local-police", "Local police area"
        TOWN = "town", "Town or neighbourhood"
        WARD = "ward", "Ward"
        CATCHMENT = "catchment", "School catchment area"

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=150)
    kind = ChoiceField(max_length=20, choices=Kind.choices)
    ons_code = models.CharField("ONS code", max_length=9, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                "ons_code",
                or_beginning("from_date"),
                condition=~Q(ons_code=""),
                name="partners_area_code_once",
                violation_error_message="Another area has this ONS code from that date.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BodyQuerySet(DatedQuerySet):
    """Words for many bodies."""

    def kept_in(self, partnership_id: int) -> Self:
        """Those that a partnership keeps: its members past and present, what is within or above them, and those that
        belong to no partnership yet. A seat on a group alone gives no right to change a body.
        """
        return self.filter(
            Q(memberships__partnership=partnership_id)
            | Q(parent__memberships__partnership=partnership_id)
            | Q(services__memberships__partnership=partnership_id)
            | Q(memberships=None, parent=None, services=None)
        ).distinct()


class Body(Dated, Versioned):
    """An organisation, or a service or unit within one (`parent`). When it is abolished, `successor` says who took
    over.
    """

    class Kind(models.TextChoices):
        COUNTY_COUNCIL = "county-council", "County council"
        DISTRICT_COUNCIL = "district-council", "District or city council"
        UNITARY_COUNCIL = "unitary-council", "Unitary council"
        POLICE = "police", "Police"
        POLICING_BODY = "policing-body", "Local policing body (police and crime commissioner)"
        FIRE = "fire", "Fire and rescue"
        PROBATION = "probation", "Probation"
        PRISON = "prison", "Prisons"
        HEALTH = "health", "Health"
        GOVERNMENT = "government", "Government department or agency"
        UNIVERSITY = "university", "University or students' union"
        SCHOOL = "school", "School or college"
        VOLUNTARY = "voluntary", "Voluntary or community organisation"
        COMPANY = "company", "Company"
        SERVICE = "service", "Service or unit of a body"
        BOARD = "board", "Board or partnership"
        PUBLISHER = "publisher", "Publisher of statistics"
        OTHER = "other", "Other"

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True, help_text="As papers shorten it; not unique.")
    kind = ChoiceField(max_length=20, choices=Kind.choices)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="services")
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors")
    also_succeeded_by = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="part_predecessors",
        help_text="When its work was divided: the other bodies that took a part of it.",
    )
    org_identifier = models.CharField(
        "official identifier",
        max_length=60,
        blank=True,
        validators=[check_org_identifier],
        help_text="As in GB-CHC-1164883: the list (org-id.guide) and the number in it. Lists of grants carry it.",
    )
    note = models.TextField(blank=True)

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "bodies"
        constraints = Dated.Meta.constraints

    def __str__(self) -> str:
        return self.name

    @property
    def registration_number(self) -> str:
        """Its number in the official list, without the list: what the Transparency Code asks for."""
        return registration_number(self.org_identifier)

    def name_on(self, on: date) -> str:
        """What the body was called on a day. Looks at its `names`, which many bodies' readers prefetch."""
        return name_on(self.name, self.names.all(), on)


class BodyName(Dated):
    """Another name a body goes or went by: a former name, an alias, the paper's own way of writing it.

    One with dates is the name papers and pages use between them; one without is only known.
    """

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["body", "name"],
                name="partners_bodyname_once",
                violation_error_message="This body already has that name.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
