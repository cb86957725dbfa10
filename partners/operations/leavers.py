"""Somebody leaves. Their roles end; once no other partnership needs their account, it forgets who they were.

Nothing is deleted that the log leads to: the account stays, as "Somebody who left (12)", and so do its roles.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from core.editing import Refused
from core.events import record_event
from core.models import AppendOnly, Draft, personal_data
from partners.models import Membership, Partnership, Person, Role, Seat, User
from partners.operations.accounts import ONE_DAY, check_administrator_remains, end_sessions


@dataclass(frozen=True, slots=True)
class Leaving:
    """What came of recording that somebody left. An account that others still need is not anonymous."""

    roles_ended: int
    is_anonymous: bool


def name_of_leaver(user: User) -> str:
    """What somebody is called after they left."""
    return f"Somebody who left ({user.pk})"


def address_of_leaver(user: User) -> str:
    """An address that nobody can have: the domain "invalid" never exists (RFC 2606)."""
    return f"left-{user.pk}@left.invalid"


def is_needed_elsewhere(user: User, partnership: Partnership, *, on: date) -> bool:
    """Whether another partnership, or support, still needs somebody's account. At most 1 query."""
    return user.is_staff or user.roles.exclude(partnership=partnership).open_on(on).exists()


@transaction.atomic
def record_leaver(*, user: User, partnership: Partnership, by: User | None, now: datetime) -> Leaving:
    """End all roles of somebody in a partnership at once, and make their account anonymous unless it is needed
    elsewhere.

    A role ends the day before; one that begins today or later is dated as if it had been that one day, so that it never
    holds again. Raises Refused, LastAdministrator.
    """
    if by is not None and user.pk == by.pk:
        raise Refused("Ask another administrator to record that you have left.")
    partnership = Partnership.objects.select_for_update().get(pk=partnership.pk)
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.left_at:
        raise Refused("It is recorded already that this person left.")
    today = timezone.localdate(now)
    yesterday = today - ONE_DAY
    open_roles = list(user.roles.filter(partnership=partnership).open_on(today))
    check_administrator_remains(partnership, without=open_roles, after=yesterday)
    for role in open_roles:
        _close(role, last_day=yesterday)
    is_anonymous = not is_needed_elsewhere(user, partnership, on=today)
    if is_anonymous:
        _forget(user, partnership, now=now)
    record_event(
        chain=partnership.event_chain,
        verb="partners.person_left",
        summary="Recorded that a person left"
        + (", and made their account anonymous." if is_anonymous else "; their account is needed elsewhere."),
        by=by,
        now=now,
        subject=user,
        data={"roles": [role.pk for role in open_roles], "is_anonymous": is_anonymous},
    )
    return Leaving(len(open_roles), is_anonymous)


def _close(role: Role, *, last_day: date) -> None:
    if role.from_date and role.from_date > last_day:
        role.from_date = last_day
    role.until_date = last_day
    role.revision += 1
    role.save(update_fields=["from_date", "until_date", "revision"])


def _forget(user: User, partnership: Partnership, *, now: datetime) -> None:
    """Everything that says who somebody was goes, or says "Somebody who left"."""
    address = user.email
    _forget_in_admin_log(user)
    end_sessions(user)
    for model in (SocialAccount, EmailAddress, Authenticator, Draft):
        model._default_manager.filter(user=user).delete()
    person = Person.objects.filter(user=user).first()
    if person is not None:
        _forget_person(person, user, partnership, on=timezone.localdate(now))
    _forget_address(address, address_of_leaver(user))
    user.groups.clear()
    user.user_permissions.clear()
    user.name, user.email = name_of_leaver(user), address_of_leaver(user)
    user.set_unusable_password()
    user.is_active, user.left_at, user.last_login = False, now, None
    user.save()


def _forget_person(person: Person, user: User, partnership: Partnership, *, on: date) -> None:
    """The record under which they hold seats and are asked for updates: nobody's any more, unless another partnership
    still has them on a group or asks them. Their seats and contacts of today fall vacant.
    """
    here = Q(partnership=partnership)
    seats = Seat.objects.as_at(on).filter(person=person)
    asked = Membership.objects.as_at(on).filter(Q(contact=person) | Q(lead=person))
    person.user, person.revision = None, person.revision + 1
    is_elsewhere = seats.exclude(group__partnership=partnership).exists() or asked.exclude(here).exists()
    seats.filter(group__partnership=partnership).update(person=None, revision=F("revision") + 1)
    for name in ("contact", "lead"):
        asked.filter(here, **{name: person}).update(**{name: None, "revision": F("revision") + 1})
    if not is_elsewhere:
        person.name, person.email, person.phone = name_of_leaver(user), "", ""
        person.may_be_published = False
    person.save()


def _forget_address(address: str, replacement: str) -> None:
    """An e-mail address that records of any app hold as personal, such as whom a request was sent to."""
    for model in apps.get_models():
        for field in _address_fields(model):
            held = model._base_manager.filter(**{f"{field.name}__iexact": address})
            held.update(**{field.name: "" if field.blank else replacement})


def _address_fields(model: type[models.Model]) -> Iterable[models.EmailField]:
    if issubclass(model, AppendOnly | User):
        return ()
    said = personal_data(model)
    return (field for field in model._meta.fields if isinstance(field, models.EmailField) and field.name in said)


def _forget_in_admin_log(user: User) -> None:
    """The admin's own list of what was done in it repeats what the records were called."""
    person = Person.objects.filter(user=user).values_list("pk", flat=True)
    about = Q()
    for model, keys in ((User, [user.pk]), (Role, user.roles.values_list("pk", flat=True)), (Person, person)):
        kind = ContentType.objects.get_for_model(model)
        about |= Q(content_type=kind, object_id__in=[str(key) for key in keys])
    about |= Q(object_repr__icontains=user.email) | Q(change_message__icontains=user.email)
    LogEntry.objects.filter(about).update(object_repr=name_of_leaver(user), change_message="")
