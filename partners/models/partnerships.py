"""Partnerships, their areas and members, and what each user does in them."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from core.models import ChoiceField, Dated, DatedQuerySet, Sourced, Versioned, name_on, or_beginning, or_nothing
from partners.models.bodies import Area, Body
from partners.models.identifiers import OPEN_GOVERNMENT_LICENCE, check_grant_prefix
from partners.models.users import User


class PartnershipQuerySet(DatedQuerySet):
    """Words for many partnerships."""

    def in_display_order(self) -> Self:
        return self.order_by("name", "pk")

    def worked_in_by(self, user: User, *, on: date) -> Self:
        """Those in which a user has a role on a day."""
        return self.filter(pk__in=Role.objects.held_by(user, on=on).values("partnership"))


class Partnership(Dated, Versioned):
    """A community safety partnership (Crime and Disorder Act 1998 s.5), or a county's strategy group above several."""

    class Tier(models.TextChoices):
        DISTRICT = "district", "District"
        COUNTY = "county", "County"
        UNITARY = "unitary", "Unitary"

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=150)
    short_name = models.CharField(max_length=60, blank=True, help_text="As papers shorten it; not unique.")
    tier = ChoiceField(max_length=10, choices=Tier.choices)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="districts")
    host_body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="hosted_partnerships"
    )
    areas = models.ManyToManyField(Area, through="PartnershipArea", related_name="partnerships")
    vision = models.TextField(blank=True)
    about = models.TextField("what it is, in a sentence or two", blank=True)
    website = models.URLField(blank=True)
    contact_post = models.CharField(max_length=150, blank=True, help_text="Whom to write to: a post, not a person.")
    contact_email = models.EmailField(blank=True)
    grant_prefix = models.CharField(
        "360Giving prefix",
        max_length=60,
        blank=True,
        validators=[check_grant_prefix],
        help_text="As 360Giving registered it. The identifiers of all grants begin with it, so it stays as it is.",
    )
    data_licence = models.URLField(
        "licence of open data",
        default=OPEN_GOVERNMENT_LICENCE,
        help_text="The address of the licence under which anybody may use the list of grants.",
    )

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        constraints = Dated.Meta.constraints

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("partnership", args=[self.slug])

    @property
    def identifier_prefix(self) -> str:
        """What identifiers in its lists of grants begin with: the prefix that 360Giving registered; until there is one
        its own slug, which no form changes, whoever hosts it. That is unique within the portal.
        """
        return self.grant_prefix or self.slug

    def name_on(self, on: date) -> str:
        """What the partnership was called on a day. Looks at its `names`, which many partnerships' readers prefetch."""
        return name_on(self.name, self.names.all(), on)

    @property
    def event_chain(self) -> str:
        """The name of this partnership's chain of events."""
        return f"partnership/{self.pk}"


class PartnershipName(Dated):
    """A name the partnership went by ("Oxfordshire Safer Communities Partnership" until it became Safer
    Oxfordshire).
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=150)
    short_name = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = Dated.Meta.constraints

    def __str__(self) -> str:
        return self.name


class PartnershipArea(Dated):
    """An area a partnership answers for between two dates; one partnership may have several (South and Vale has
    two).
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="area_links")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="partnership_links")

    class Meta:
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                "partnership",
                "area",
                or_beginning("from_date"),
                name="partners_partnershiparea_once",
                violation_error_message="The partnership already answers for this area from that date.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership}: {self.area}"


class MembershipQuerySet(DatedQuerySet):
    """Words for many memberships."""

    def in_display_order(self) -> Self:
        return self.order_by("position", "body__name", "pk")


class Membership(Dated, Sourced, Versioned):
    """A body's place in a partnership between two dates."""

    class Standing(models.TextChoices):
        RESPONSIBLE = "responsible", "Responsible authority"
        CO_OPERATING = "co-operating", "Co-operating body"
        INVITED = "invited", "Invited"
        PARTNER = "partner", "Other partner"
        OBSERVER = "observer", "Observer"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="memberships")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="memberships")
    position = models.PositiveSmallIntegerField(default=0)
    standing = ChoiceField(max_length=20, choices=Standing.choices)
    contact = models.ForeignKey(
        "partners.Person",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="contact_for",
        help_text="Who is asked for the body's lines of the plan.",
    )
    lead = models.ForeignKey(
        "partners.Person",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="lead_for",
        help_text="Who is told when no answer comes.",
    )
    note = models.CharField(max_length=300, blank=True)

    personal_data: ClassVar[tuple[str, ...]] = ("contact", "lead")
    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                "partnership",
                "body",
                or_beginning("from_date"),
                name="partners_membership_once",
                violation_error_message="This body is already a member from that date.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} in {self.partnership}"


class MembershipCategory(Dated):
    """A category of authority that a member fills (Crime and Disorder Act 1998 s.5(1)). One member may fill two."""

    class Category(models.TextChoices):
        DISTRICT_COUNCIL = "district-council", "District or unitary council"
        COUNTY_COUNCIL = "county-council", "County council"
        PROBATION = "probation", "Provider of probation services"
        POLICE = "police", "Chief officer of police"
        FIRE = "fire", "Fire and rescue authority"
        HEALTH = "health", "Integrated care board or its predecessor"
        POLICE_AUTHORITY = "police-authority", "Police authority (until 2011)"

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="categories")
    category = ChoiceField(max_length=20, choices=Category.choices)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "membership categories"
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                "membership",
                "category",
                or_beginning("from_date"),
                name="partners_membershipcategory_once",
                violation_error_message="This member already fills that category from that date.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_category_display()


class RoleQuerySet(DatedQuerySet):
    """Words for many roles."""

    def held_by(self, user: User, *, on: date) -> Self:
        """The roles a user has on a day."""
        return self.as_at(on).filter(user=user)

    def open_on(self, on: date) -> Self:
        """Those that hold on a day or are still to begin."""
        return self.filter(Q(until_date__isnull=True) | Q(until_date__gte=on))

    def overlapping(self, from_date: date | None, until_date: date | None) -> Self:
        """Those that hold at some time between two days; None is open."""
        found = self if from_date is None else self.open_on(from_date)
        return found if until_date is None else found.filter(Q(from_date__isnull=True) | Q(from_date__lte=until_date))


class Role(Dated, Versioned):
    """What a user does in one partnership. A contributor speaks for one body."""

    class Kind(models.TextChoices):
        OFFICER = "officer", "Partnership officer"
        CONTRIBUTOR = "contributor", "Contributor for a body"
        APPROVER = "approver", "Approver"
        ADMINISTRATOR = "administrator", "Administrator"

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="roles")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="roles")
    kind = ChoiceField(max_length=20, choices=Kind.choices)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="contributors")

    personal_data: ClassVar[tuple[str, ...]] = ("user", "kind", "body")
    objects = RoleQuerySet.as_manager()

    class Meta:
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind="contributor", body__isnull=False) | ~Q(kind="contributor") & Q(body__isnull=True),
                name="partners_role_contributor_has_body",
                violation_error_message="A contributor speaks for a body: choose it. Other roles have none.",
            ),
            models.UniqueConstraint(
                "user",
                "partnership",
                "kind",
                or_nothing("body"),
                or_beginning("from_date"),
                name="partners_role_once",
                violation_error_message="This person already has that role from that date.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()} of {self.partnership}"
