"""Every address of ours and who may open it, read from the map of addresses and the access marks: docs/access.md."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from core.access import SAYS_WHOSE, Access, View, access_of, is_foreign

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
ROLES = ("officer", "contributor", "approver", "administrator")
HEADINGS = (
    "Nobody logged in",
    "Officer",
    "Contributor",
    "Approver",
    "Administrator",
    "Somebody of another partnership",
)
INTRODUCTION = """# Who may open what

Every address of the portal, with what each kind of visitor gets there. Written by `manage.py build_docs` from the map
of addresses and the access mark of each view; `tests/test_access_table.py` opens every address as each of them, with
GET and POST, and holds the portal to this table.

- **public**: everybody reads what is published; drafts and what is restricted do not exist for strangers (404)
- **reads**: the page is shown; a form sent there is refused (405)
- **writes**: the page or button works, as far as the record itself allows: a contributor changes only what is their
  body's, and somebody else's drafts or removals are nobody's
- **log in**: they are asked to log in, and then get what their role gets
- **404**: they are told that there is no such page, so that an address gives nothing away

Roles count on the day, in the partnership of the address or of its paper. The last column is somebody with any role in
another partnership and none in this one; a record of another partnership is not there (404) for anybody. The pages for
logging in and for one's own account are django-allauth's; the admin under `/admin/` lets in support staff alone.
"""

PUBLIC = """## For everybody

The same for whoever opens it. The link in an e-mail about an update request or a return opens the lines of one body
alone; a wrong, old or revoked one gets one plain page (404).
"""


@dataclass(frozen=True, slots=True)
class Route:
    """One address: its pattern, the name of its view, who may open it, and the methods it answers."""

    pattern: str
    name: str
    access: Access
    methods: frozenset[str]
    arguments: tuple[str, ...]

    @property
    def is_of_a_partnership(self) -> bool:
        return any(name in self.arguments for name in SAYS_WHOSE)

    @property
    def writes(self) -> bool:
        return not self.methods <= SAFE

    def outcome(self, visitor: str) -> str:
        """What a visitor gets: "nobody", "elsewhere" (any role in another partnership) or a kind of role here."""
        gets = "writes" if self.writes else "reads"
        if self.access.mark == "public":
            return gets if self.writes else "public"
        if visitor == "nobody":
            return "log in"
        if self.access.kinds is None:
            return gets
        if visitor == "elsewhere":
            return "404" if self.is_of_a_partnership else gets
        return gets if visitor in self.access.kinds else "404"


def our_routes() -> list[Route]:
    """Every address of ours, in the order of the map."""
    return list(_walk(get_resolver(), "", ""))


def access_page() -> str:
    """docs/access.md."""
    routes = our_routes()
    public = [route for route in routes if route.access.mark == "public"]
    guarded = [route for route in routes if route.access.mark != "public"]
    lines = [INTRODUCTION, PUBLIC]
    lines += [f"- `{route.pattern}` ({route.name}): {route.outcome('nobody')}" for route in public]
    lines += ["\n## With a role\n", f"| address | view | {' | '.join(HEADINGS)} |"]
    lines += ["| --- " * (len(HEADINGS) + 2) + "|"]
    for route in guarded:
        cells = [route.outcome(visitor) for visitor in ("nobody", *ROLES, "elsewhere")]
        lines.append(f"| `{route.pattern}` | {route.name} | {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def methods_of(view: View) -> frozenset[str]:
    """The methods a view answers, as `require_http_methods` and its kin state them; without them any."""
    found: object = view
    while found is not None:
        inside = inspect.getclosurevars(found).nonlocals if inspect.isfunction(found) else {}
        if "request_method_list" in inside:
            return frozenset(inside["request_method_list"])
        found = getattr(found, "__wrapped__", None)
    return frozenset({*SAFE, "POST"})


def _walk(resolver: URLResolver, prefix: str, namespace: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = prefix + re.sub(r"<\w+:(\w+)>", r"<\1>", str(entry.pattern))
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, pattern, inner)
        elif isinstance(entry, URLPattern) and not is_foreign(entry.callback):
            access = access_of(entry.callback)
            if access is not None:
                arguments = tuple(re.findall(r"<(\w+)>", pattern))
                name = f"{namespace}{entry.name}"
                yield Route(f"/{pattern}", name, access, methods_of(entry.callback), arguments)
