"""Who a partnership's history can be narrowed to, and how a narrowed history is headed."""

from django.db.models import QuerySet

from core.formats import day
from core.summaries import Asked, actors_in, name_of
from oscp_portal.history.forms import LABELS
from partners.models import Partnership, Role, User


def people_of(partnership: Partnership) -> dict[int, str]:
    """Who ever had a role in a partnership or did something in it: their names of today by key. 1 query."""
    roles = Role.objects.filter(partnership=partnership)
    return _by_name(actors_in(partnership.event_chain) | User.objects.filter(pk__in=roles.values("user")))


def people_in(chain: str) -> dict[int, str]:
    """Who ever did something that a chain tells of: their names of today by key. 1 query."""
    return _by_name(actors_in(chain))


def _by_name(users: QuerySet[User]) -> dict[int, str]:
    named = [(name_of(user), user.pk) for user in users.only("name")]
    return {key: name for name, key in sorted(named)}


def narrowed_to(asked: Asked, *, who: str) -> list[str]:
    """What a history was narrowed to besides a record, in words that follow a heading; `who` names the person asked."""
    return [
        phrase
        for is_asked, phrase in [
            (asked.person is not None, f"by {who}"),
            (asked.kind, f"about {_kind(asked.kind)}"),
            (asked.from_date, f"from {day(asked.from_date)}" if asked.from_date else ""),
            (asked.until_date, f"until {day(asked.until_date)}" if asked.until_date else ""),
            (asked.words, f"with “{asked.words}”"),
        ]
        if is_asked
    ]


def _kind(kind: str) -> str:
    return LABELS.get(kind, "").lower().removeprefix("everything about ")
