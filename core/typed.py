"""What people typed and did not save: kept by form in drafts, and through a log-out in the session.

Every edit form carries a token that this portal signed: for whom the form was made, of which record, at which
revision, and a digest of what each field showed. Only a form with such a token is kept for somebody who is no longer
logged in, so that a stranger cannot fill the store.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core import signing
from django.db import models, transaction
from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve

from core.models import Draft

TOKEN = "form-token"  # noqa: S105  # the name of a field
SALT = "core.edit-form"
OPEN_FOR = timedelta(days=14)
KEPT_FOR = timedelta(days=90)
LONGEST_PATH = 300
LARGEST = 400_000  # characters, of one form as sent
IN_SESSION = "typed"
MOST_IN_SESSION = 5
SAVED = "saved"
MOST_SAVED = 20
NOT_TYPED = (TOKEN, "csrfmiddlewaretoken")


@dataclass(frozen=True, slots=True)
class FormToken:
    """What a form was made from. `digests` tell by field what it showed; `choose` are fields that want a decision.

    `once` tells the form of something new from every other of its kind.
    """

    user: int
    model: str
    key: str
    revision: int
    digests: Mapping[str, str] = field(default_factory=dict)
    choose: tuple[str, ...] = ()
    once: str = ""

    def signed(self) -> str:
        return signing.dumps(asdict(self), salt=SALT, compress=True)

    def asking(self, names: Iterable[str]) -> "FormToken":
        return replace(self, choose=tuple(names))


def read_token(text: str) -> FormToken | None:
    """The token a form sent, or None where it is not ours, was altered or is too old."""
    try:
        said = signing.loads(text, salt=SALT, max_age=OPEN_FOR)
        return FormToken(**{**said, "choose": tuple(said["choose"])})
    except (signing.BadSignature, TypeError, KeyError, ValueError):
        return None


def canonical(value: Any) -> str:
    """A field's value as text that is the same however it came: from the record, or from what was typed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (list, tuple, set, models.QuerySet)):
        return "\n".join(sorted(canonical(item) for item in value))
    return str(value).replace("\r\n", "\n").strip()


def digest(value: Any) -> str:
    return hashlib.sha256(canonical(value).encode()).hexdigest()[:12]


def form_path(request: HttpRequest) -> str:
    """The address of the form that was sent: its own, unless its script sends it to be kept and names it."""
    path = request.headers.get("X-Form-Path", request.path)
    if len(path) > LONGEST_PATH or not path.startswith("/") or path.startswith("//"):
        return ""
    try:
        resolve(path)
    except Resolver404:
        return ""
    return path


def typed_in(request: HttpRequest) -> str:
    """The form as the browser sent it, without its CSRF token; empty where it is none of ours or too long."""
    sent = request.POST.copy()
    sent.pop("csrfmiddlewaretoken", None)
    text = sent.urlencode()
    return text if TOKEN in sent and len(text) <= LARGEST else ""


@transaction.atomic
def keep_draft(*, user: Any, path: str, title: str, typed: str, now: datetime) -> Draft:
    """Keep what somebody typed into the form at `path`, in place of what was kept before.

    Drafts that nobody came back to for 90 days go.
    """
    Draft.objects.filter(user=user, kept_at__lt=now - KEPT_FOR).delete()
    draft, _ = Draft.objects.update_or_create(
        user=user, path=path, defaults={"title": title[:300], "typed": typed, "kept_at": now}
    )
    return draft


def forget_typed(request: HttpRequest, path: str) -> None:
    """Forget what was kept of the form at `path`: it was saved, or its writer throws it away."""
    Draft.objects.filter(user=request.user.pk, path=path).delete()
    kept = request.session.get(IN_SESSION, {})
    if kept.pop(path, None):
        request.session[IN_SESSION] = kept


def keep_in_session(request: HttpRequest, *, now: datetime) -> bool:
    """Keep a form that was sent by somebody no longer logged in, until they are. Says whether it is one of ours."""
    token = read_token(request.POST.get(TOKEN, ""))
    typed = typed_in(request) if token else ""
    path = form_path(request)
    if not token or not typed or not path:
        return False
    kept = request.session.get(IN_SESSION, {})
    kept.pop(path, None)
    newest = dict(list(kept.items())[1 - MOST_IN_SESSION :])
    request.session[IN_SESSION] = {**newest, path: {"user": token.user, "typed": typed, "kept_at": now.isoformat()}}
    return True


def saved_already(request: HttpRequest) -> str:
    """Where this very form led when it was sent before, or nothing: a lost answer makes people send it again."""
    return str(request.session.get(SAVED, {}).get(_fingerprint(request), ""))


def remember_saved(request: HttpRequest, leads_to: str) -> None:
    """Know this form again, which made something new, should it be sent a second time."""
    saved = {**request.session.get(SAVED, {}), _fingerprint(request): leads_to}
    request.session[SAVED] = dict(list(saved.items())[-MOST_SAVED:])


def _fingerprint(request: HttpRequest) -> str:
    """What tells a form as sent from every other: its token is of one page, opened once."""
    return hashlib.sha256(f"{request.path} {typed_in(request)}".encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Kept:
    """What was typed into a form earlier and not saved."""

    data: QueryDict
    kept_at: datetime
    is_draft: bool


def kept_for(request: HttpRequest) -> Kept | None:
    """What this person typed into the form at this address and did not save, if anything. At most 1 query."""
    found = request.session.get(IN_SESSION, {}).get(request.path)
    if found and found["user"] == request.user.pk:
        return Kept(QueryDict(found["typed"]), datetime.fromisoformat(found["kept_at"]), is_draft=False)
    draft = Draft.objects.filter(user=request.user.pk, path=request.path).first()
    return Kept(QueryDict(draft.typed), draft.kept_at, is_draft=True) if draft else None
