"""Who works together: partnerships, bodies, memberships, groups and seats, areas, meetings, people and their roles.

Nothing is keyed on an acronym: "OSCP" has meant both Oxford's and Oxfordshire's partnership. Everything that begins and
ends carries its dates, so that every page can say "as at".
"""

from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from core.formats import day
from core.models import ChoiceField, Dated, DatedQuerySet, PeriodFields, Sourced, or_beginning, or_nothing


class UserManager(BaseUserManager["User"]):
    """Makes users, who sign in with their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A user with this address (kept in lower case) and password (unusable when None)."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A user for support, who may do everything in the admin."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in. What they may do in a partnership is in their `Role`s."""

    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField(max_length=150, blank=True)
    is_staff = models.BooleanField("may use the admin", default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()
    personal_data: ClassVar[tuple[str, ...]] = ("email", "name", "last_login", "date_joined")
    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="partners_user_email_once",
                violation_error_message="Somebody already signs in with this address.",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        """Keep the address in lower case, so that it is the same address however somebody types it."""
        super().clean()
        self.email = self.email.strip().lower()


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


class Body(Dated):
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
    note = models.TextField(blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "bodies"
        constraints = Dated.Meta.constraints

    def __str__(self) -> str:
        return self.name

    def name_on(self, on: date) -> str:
        """What the body was called on a day. Looks at its `names`, which many bodies' readers prefetch."""
        dated = (known for known in self.names.all() if known.from_date or known.until_date)
        return next((known.name for known in dated if known.is_current(on)), self.name)


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


class PartnershipQuerySet(DatedQuerySet):
    """Words for many partnerships."""

    def in_display_order(self) -> Self:
        return self.order_by("name", "pk")

    def worked_in_by(self, user: User, *, on: date) -> Self:
        """Those in which a user has a role on a day."""
        return self.filter(pk__in=Role.objects.held_by(user, on=on).values("partnership"))


class Partnership(Dated):
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

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        constraints = Dated.Meta.constraints

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("partnership", args=[self.slug])

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


class Membership(Dated, Sourced):
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
    note = models.CharField(max_length=300, blank=True)

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


class Group(Dated, Sourced):
    """A board, executive, business group, sub-group or task group of a partnership; groups form a tree."""

    class Kind(models.TextChoices):
        BOARD = "board", "Board"
        EXECUTIVE = "executive", "Executive group"
        BUSINESS = "business", "Business group"
        CO_ORDINATION = "co-ordination", "Co-ordination group"
        TACTICAL = "tactical", "Tactical business group"
        SUB_GROUP = "sub-group", "Sub-group"
        TASK = "task", "Task and finish group"
        COMMITTEE = "committee", "Committee or joint committee"
        PANEL = "panel", "Panel"
        FORUM = "forum", "Forum or network"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="groups")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="subgroups")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=150)
    short_name = models.CharField(max_length=40, blank=True)
    kind = ChoiceField(max_length=20, choices=Kind.choices)
    chair_post = models.CharField(
        "chaired by", max_length=150, blank=True, help_text="A post or a body, as the paper says it."
    )
    secretariat = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="secretariat_for"
    )
    meetings_per_year = models.PositiveSmallIntegerField(null=True, blank=True)
    meets = models.CharField("how often it meets, as stated", max_length=120, blank=True)
    purpose = models.TextField(blank=True)
    is_minimum = models.BooleanField(
        "its seats are a minimum", default=False, help_text='The paper says "at a minimum".'
    )

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = Dated.Meta.constraints

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """Somebody who holds a seat. Contact details are shown to members only, unless the person has agreed to
    publication.
    """

    name = models.CharField(max_length=150)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="people")
    job_title = models.CharField(max_length=150, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    may_be_published = models.BooleanField("has agreed to be named in public", default=False)
    user = models.OneToOneField(User, on_delete=models.PROTECT, null=True, blank=True, related_name="person")

    personal_data: ClassVar[tuple[str, ...]] = ("name", "body", "job_title", "email", "phone", "user")

    class Meta:
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name


class Seat(Dated, Sourced):
    """A place on a group, held by a post of a body; who sits there may be unknown or change."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="seats")
    position = models.PositiveSmallIntegerField(default=0)
    post_title = models.CharField(max_length=200)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="seats")
    is_chair = models.BooleanField(default=False)
    is_invited = models.BooleanField("attends by invitation", default=False)
    also_sits_on = models.CharField(
        max_length=200, blank=True, help_text="Another body this seat's holder sits on by right."
    )

    personal_data: ClassVar[tuple[str, ...]] = ("person",)
    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = Dated.Meta.constraints

    def __str__(self) -> str:
        return f"{self.post_title} on {self.group}"


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Words for many meetings."""

    def after(self, on: date) -> Self:
        """Meetings still to come on a day, soonest first."""
        return self.filter(date__gte=on).order_by("date", "pk")


class Meeting(Sourced):
    """A meeting of a group or of the partnership: planned or held, on a date or in a month, with its theme."""

    class Kind(models.TextChoices):
        BUSINESS = "business", "Business meeting"
        THEMED = "themed", "Themed meeting"
        PUBLIC = "public", "Public meeting"
        SCRUTINY = "scrutiny", "Scrutiny committee"
        COUNCIL = "council", "Council meeting"
        WORKSHOP = "workshop", "Workshop"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="meetings")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings")
    kind = ChoiceField(max_length=20, choices=Kind.choices, default=Kind.BUSINESS)
    name = models.CharField(max_length=150, blank=True)
    date = models.DateField(null=True, blank=True)
    date_stated = models.CharField("date as stated", max_length=60, blank=True, help_text='When only "July" is known.')
    theme = models.CharField(max_length=300, blank=True)
    focus = models.TextField("what it is for", blank=True)
    attended_by = models.ManyToManyField(Body, blank=True, related_name="meetings_attended")
    attendance_note = models.CharField(max_length=300, blank=True, help_text="Who else came: posts, not people.")
    position = models.PositiveSmallIntegerField(default=0)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(date__isnull=False) | ~Q(date_stated=""),
                name="partners_meeting_says_when",
                violation_error_message="Give the meeting's date, or the month as stated.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name or self.get_kind_display()}, {self.date_stated or (day(self.date) if self.date else '')}"


class Decision(models.Model):
    """One thing a meeting decided, in the order of its record."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()

    def __str__(self) -> str:
        return self.text


class CycleTask(PeriodFields):
    """A core task of a group's business cycle in one quarter of a year."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="cycle_tasks")
    stage = models.CharField(max_length=120, help_text='What the quarter is for, such as "Agreeing priorities".')
    owner_stated = models.CharField("whose task it is, as stated", max_length=150, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()

    class Meta:
        constraints = PeriodFields.Meta.constraints

    def __str__(self) -> str:
        return self.text


class Protocol(Dated):
    """An agreement on how bodies or boards work together or share information, with its principles as a list in its
    text.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="protocols")
    name = models.CharField(max_length=200)
    text = models.TextField()
    review_date = models.DateField(null=True, blank=True)

    class Meta:
        constraints = Dated.Meta.constraints

    def __str__(self) -> str:
        return self.name


class Link(models.Model):
    """A web address that a partnership's papers point to, as stated, with what was last found there."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="links")
    label = models.CharField(max_length=200)
    url = models.URLField("address", max_length=500)
    position = models.PositiveSmallIntegerField(default=0)
    points_to = models.ForeignKey(
        Partnership,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="linked_from",
        help_text="Whose page it is.",
    )
    checked_date = models.DateField("last checked", null=True, blank=True)
    note = models.CharField(max_length=300, blank=True, help_text="What is wrong with it, if anything.")

    def __str__(self) -> str:
        return self.label


class GlossaryTerm(Dated):
    """What a term or abbreviation means in one partnership's papers between two dates."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="glossary")
    term = models.CharField(max_length=80)
    meaning = models.CharField(max_length=300)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                "partnership",
                "term",
                or_beginning("from_date"),
                name="partners_glossaryterm_once",
                violation_error_message="This term already has a meaning from that date.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term}: {self.meaning}"


class RoleQuerySet(DatedQuerySet):
    """Words for many roles."""

    def held_by(self, user: User, *, on: date) -> Self:
        """The roles a user has on a day."""
        return self.as_at(on).filter(user=user)


class Role(Dated):
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
