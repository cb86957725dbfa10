"""Who signed a paper as it stands, who signed an earlier version, and who has still to sign."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.ordering import in_order
from reports.models import Paper, SignOff


@dataclass(frozen=True, slots=True)
class Signatures:
    """What stands between a paper and its approval, each by what it is signed for ("Finance")."""

    missing: tuple[str, ...]
    changed: tuple[str, ...]

    @property
    def are_complete(self) -> bool:
        """Whether everybody who must sign has signed the paper as it stands."""
        return not (self.missing or self.changed)


def signatures(paper: Paper, known_by: str, found: Iterable[SignOff] | None = None) -> Signatures:
    """The signatures under a paper whose manuscript is known by this hash; `found` are its sign-offs, where at hand.

    Where nobody is named yet, those whom the house style asks count as missing. 1 query, or 2; none where the sign-offs
    come fetched.
    """
    sign_offs = in_order(paper.sign_offs.all() if found is None else found)
    if not sign_offs:
        asked = paper.house_style.approver_roles.filter(is_required=True).order_by("position", "pk")
        return Signatures(tuple(role.function for role in asked), ())
    required = [one for one in sign_offs if one.is_required]
    return Signatures(
        missing=tuple(one.function for one in required if one.state != SignOff.State.SIGNED),
        changed=tuple(one.function for one in required if signed_something_else(one, known_by)),
    )


def signed_something_else(sign_off: SignOff, known_by: str) -> bool:
    """Whether what was signed is not what the paper says now."""
    return sign_off.state == SignOff.State.SIGNED and sign_off.content_hash != known_by
