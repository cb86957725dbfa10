"""Reads what the environment says about this portal, and refuses what it cannot mean.

`read_environment` is plain Python: text in, one frozen `Environment` out, or an `ImproperlyConfigured` whose sentence
says which variable is wrong and what to write instead. `oscp_portal/settings.py` turns the answer into Django settings.
Every name is listed, with an example, in `.env.example`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environ import Env

PREFIX = "PORTAL_"
KINDS = ("demo", "test", "production")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
SHORTEST_SECRET_KEY = 50
FEWEST_DIFFERENT_CHARACTERS = 10
FEWEST_DIFFERENT_NEIGHBOURS = 0.6  # of all pairs of neighbouring characters
GENERATED_BY_DJANGO = "django-insecure-"  # how `startproject` begins a key that lies in a repository
TEST_SECRET_KEY = "only-for-tests-this-key-protects-nothing-0123456789-abcdefghijklmnopqrstuvwxyz"  # noqa: S105
NAMES = frozenset(
    PREFIX + name
    for name in (
        "ENV",
        "SECRET_KEY",
        "DEBUG",
        "ALLOWED_HOSTS",
        "ADDRESS",
        "BEHIND_PROXY",
        "HSTS_SECONDS",
        "DATA_DIR",
        "EMAIL_URL",
        "EMAIL_FROM",
        "LOG_LEVEL",
        "REQUIRE_MFA",
        "OIDC_ISSUER",
        "OIDC_CLIENT_ID",
        "OIDC_CLIENT_SECRET",
        "OIDC_NAME",
        "OIDC_SECOND_STEP",
    )
)
SIGN_ON_NAMES = tuple(f"{PREFIX}OIDC_{name}" for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET", "NAME"))
MAKE_A_KEY = "python3 -c 'import secrets; print(secrets.token_urlsafe(64))'"


@dataclass(frozen=True, kw_only=True)
class SignOn:
    """A council's own sign-on over OpenID Connect. `always_second_step`: it lets nobody in without one."""

    issuer: str
    client_id: str
    client_secret: str
    name: str
    always_second_step: bool

    @property
    def origin(self) -> str:
        """Where the log-in page sends people: scheme and host, for the Content-Security-Policy."""
        address = urlsplit(self.issuer)
        return f"{address.scheme}://{address.netloc}"

    @property
    def providers(self) -> dict[str, Any]:
        """The same as django-allauth wants to be told of it. PKCE keeps a stolen code from being of use."""
        app = {
            "provider_id": "council",
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.client_secret,
            "settings": {"server_url": self.issuer},
        }
        return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


@dataclass(frozen=True, kw_only=True)
class Environment:
    """Everything about one installation that is not in the code."""

    kind: str
    secret_key: str
    debug: bool
    allowed_hosts: tuple[str, ...]
    address: str
    behind_proxy: bool
    hsts_seconds: int
    data_dir: Path
    database: dict[str, Any]
    email: dict[str, Any]
    email_from: str
    log_level: str
    require_mfa: bool
    sign_on: SignOn | None

    @property
    def is_production(self) -> bool:
        return self.kind == "production"

    @property
    def is_test(self) -> bool:
        return self.kind == "test"


def read_environment(variables: Mapping[str, str], *, base_dir: Path) -> Environment:
    """The installation that these variables describe.

    Without `PORTAL_ENV` it is production: what nobody decided is strict.

    Raises:
        ImproperlyConfigured: a name is unknown, a value is missing or means nothing, or production would be unsafe.
    """
    _refuse_unknown_names(variables)
    kind = _one_of(variables, "PORTAL_ENV", KINDS, default="production")
    debug = _yes_or_no(variables, "PORTAL_DEBUG", default=False)
    if debug and kind == "production":
        raise ImproperlyConfigured(
            "PORTAL_DEBUG is on in production, where it would show secrets: take it out or set it to 0."
        )
    data_dir = base_dir / variables.get("PORTAL_DATA_DIR", "var")
    hosts = _allowed_hosts(variables, kind=kind)
    return Environment(
        kind=kind,
        secret_key=_secret_key(variables, kind=kind),
        debug=debug,
        allowed_hosts=hosts,
        address=_address(variables, kind=kind, hosts=hosts),
        behind_proxy=_yes_or_no(variables, "PORTAL_BEHIND_PROXY", default=False),
        hsts_seconds=_hsts_seconds(variables),
        data_dir=data_dir,
        database=_database(variables, data_dir=data_dir),
        email=_email(variables, kind=kind),
        email_from=variables.get("PORTAL_EMAIL_FROM", "portal@localhost"),
        log_level=_one_of(variables, "PORTAL_LOG_LEVEL", LOG_LEVELS, default="INFO"),
        require_mfa=_yes_or_no(variables, "PORTAL_REQUIRE_MFA", default=kind == "production"),
        sign_on=_sign_on(variables, kind=kind),
    )


def make_data_dir(folder: Path) -> None:
    """Makes the data folder where there is none yet, for its owner alone.

    Raises:
        ImproperlyConfigured: the portal may not write there.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"The data folder {folder} cannot be made ({error.strerror}): set PORTAL_DATA_DIR to a folder that the "
            "portal may write to."
        ) from error


def _refuse_unknown_names(variables: Mapping[str, str]) -> None:
    unknown = sorted(name for name in variables if name.startswith(PREFIX) and name not in NAMES)
    if unknown:
        raise ImproperlyConfigured(
            f"The portal knows no setting {', '.join(unknown)}. It knows {', '.join(sorted(NAMES))}."
        )


def _one_of(variables: Mapping[str, str], name: str, allowed: tuple[str, ...], *, default: str) -> str:
    value = variables.get(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} is {value!r}: set it to one of {', '.join(allowed)}.")
    return value


def _yes_or_no(variables: Mapping[str, str], name: str, *, default: bool) -> bool:
    return _one_of(variables, name, ("0", "1"), default="1" if default else "0") == "1"


def _secret_key(variables: Mapping[str, str], *, kind: str) -> str:
    key = variables.get("PORTAL_SECRET_KEY", "")
    if kind == "test":
        return key or TEST_SECRET_KEY
    if not key:
        raise ImproperlyConfigured(f"PORTAL_SECRET_KEY is missing. Make one with: {MAKE_A_KEY}")
    known = key == TEST_SECRET_KEY or key.startswith(GENERATED_BY_DJANGO)
    if known or len(key) < SHORTEST_SECRET_KEY or _is_predictable(key):
        raise ImproperlyConfigured(
            f"PORTAL_SECRET_KEY is too easy to guess: it needs at least {SHORTEST_SECRET_KEY} random characters. "
            f"Make one with: {MAKE_A_KEY}"
        )
    return key


def _is_predictable(key: str) -> bool:
    """Whether a key has few letters, repeats itself, or counts along ("abcdef"), as random characters hardly do."""
    neighbours = list(pairwise(key))
    counted = sum(abs(ord(one) - ord(next_one)) <= 1 for one, next_one in neighbours)
    return (
        len(set(key)) < FEWEST_DIFFERENT_CHARACTERS
        or len(set(neighbours)) < FEWEST_DIFFERENT_NEIGHBOURS * len(neighbours)
        or counted > len(neighbours) / 2
    )


def _allowed_hosts(variables: Mapping[str, str], *, kind: str) -> tuple[str, ...]:
    hosts = tuple(host.strip() for host in variables.get("PORTAL_ALLOWED_HOSTS", "").split(",") if host.strip())
    if kind != "production":
        return hosts or LOOPBACK
    if not hosts:
        raise ImproperlyConfigured(
            "PORTAL_ALLOWED_HOSTS is missing: name the host people type, such as portal.example.gov.uk."
        )
    if any(host in ("*", ".") for host in hosts):
        raise ImproperlyConfigured("PORTAL_ALLOWED_HOSTS lets in every host: name the host people type instead.")
    return hosts


def _address(variables: Mapping[str, str], *, kind: str, hosts: tuple[str, ...]) -> str:
    """How the portal's address begins in e-mails, without a slash at its end: that of the first host unless told."""
    usual = f"https://{hosts[0].lstrip('.')}" if kind == "production" else "http://127.0.0.1:8000"
    text = variables.get("PORTAL_ADDRESS", usual)
    try:
        address = urlsplit(text)
        host = address.hostname
        _ = address.port  # reading it checks it
    except ValueError:
        address, host = urlsplit(""), None
    schemes = ("https",) if kind == "production" else ("https", "http")
    if not host or address.scheme not in schemes or text != f"{address.scheme}://{address.netloc}" or address.username:
        raise ImproperlyConfigured(
            f"PORTAL_ADDRESS is {text!r}: write how the portal's address begins, with no slash at its end, such as "
            "https://portal.example.gov.uk."
        )
    return text


def _hsts_seconds(variables: Mapping[str, str]) -> int:
    """How long browsers shall insist on HTTPS; a year unless told."""
    value = variables.get("PORTAL_HSTS_SECONDS", str(365 * 24 * 60 * 60))
    if not value.isdecimal():
        raise ImproperlyConfigured(
            f"PORTAL_HSTS_SECONDS is {value!r}: set it to a whole number of seconds, or 0 for none."
        )
    return int(value)


def _database(variables: Mapping[str, str], *, data_dir: Path) -> dict[str, Any]:
    """Django's settings of the database that DATABASE_URL names, tuned for the engine it is."""
    url = variables.get("DATABASE_URL", f"sqlite:///{data_dir / 'portal.sqlite3'}")
    scheme = url.partition(":")[0]
    if scheme not in ("sqlite", "postgres", "postgresql"):
        raise ImproperlyConfigured(
            f"DATABASE_URL begins with {scheme!r}: write sqlite:////path/to/file or postgres://user:password@host:5432/name."
        )
    database: dict[str, Any] = dict(Env.db_url_config(url))
    if database.get("NAME") in (None, "", ":memory:"):
        raise ImproperlyConfigured("DATABASE_URL names no database: end it with a file's path or a database's name.")
    # A connection made for every request costs more than the page: 0.6 ms on SQLite, a process on PostgreSQL.
    database["CONN_MAX_AGE"] = 600
    database["CONN_HEALTH_CHECKS"] = True
    database["ATOMIC_REQUESTS"] = False
    if scheme == "sqlite":
        database["OPTIONS"] = {
            **database.get("OPTIONS", {}),
            # Taking the write lock at the start lets a second writer wait its turn instead of failing half-way.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # WAL lets people read while somebody writes; FULL keeps every acknowledged write through a power cut.
            # No mmap_size: it has been seen to spread the damage of a bug.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000;",
        }
    else:
        given = database.get("OPTIONS", {})
        # PostgreSQL compiles a query that it thinks long before it runs it. Ours are short: for the lineage of a plan's
        # actions, compiling took 40 ms and running 4. Whoever wants it back says so in the URL, which is read last.
        database["OPTIONS"] = {**given, "options": f"-c jit=off {given.get('options', '')}".strip()}
    return database


def _email(variables: Mapping[str, str], *, kind: str) -> dict[str, Any]:
    url = variables.get("PORTAL_EMAIL_URL", "smtp://localhost:25" if kind == "production" else "consolemail://")
    scheme = url.partition(":")[0]
    if scheme not in Env.EMAIL_SCHEMES:
        raise ImproperlyConfigured(f"PORTAL_EMAIL_URL begins with {scheme!r}: write smtp+tls://user:password@host:587.")
    settings = dict(Env.email_url_config(url))
    if scheme == "filemail":
        settings["EMAIL_FILE_PATH"] = urlsplit(url).path  # from the root: the package takes the first slash away
        if not settings["EMAIL_FILE_PATH"].strip("/"):
            raise ImproperlyConfigured("PORTAL_EMAIL_URL names no folder: write filemail:///srv/portal/mail.")
    return settings


def _sign_on(variables: Mapping[str, str], *, kind: str) -> SignOn | None:
    """The council's own sign-on, where one is named: all of its settings, or none."""
    given = {name: variables.get(name, "").strip() for name in SIGN_ON_NAMES}
    missing = [name for name, value in given.items() if not value]
    second_step = _one_of(variables, "PORTAL_OIDC_SECOND_STEP", ("claim", "always"), default="claim")
    if len(missing) == len(given) and "PORTAL_OIDC_SECOND_STEP" not in variables:
        return None
    if missing:
        raise ImproperlyConfigured(
            f"{', '.join(missing)} is missing: a council's own sign-on needs {', '.join(SIGN_ON_NAMES)} together. "
            "Take all of them out where there is none."
        )
    issuer, client_id, client_secret, name = given.values()
    return SignOn(
        issuer=_issuer(issuer, kind=kind),
        client_id=client_id,
        client_secret=client_secret,
        name=name,
        always_second_step=second_step == "always",
    )


def _issuer(text: str, *, kind: str) -> str:
    """The issuer's address without a slash at its end. Plain HTTP only to this machine, and never in production."""
    try:
        address = urlsplit(text)
        host = address.hostname
        _ = address.port  # reading it checks it
    except ValueError:
        address, host = urlsplit(""), None
    is_trial = kind != "production" and address.scheme == "http" and host in ("localhost", "127.0.0.1", "::1")
    if not host or not (address.scheme == "https" or is_trial):
        raise ImproperlyConfigured(
            f"PORTAL_OIDC_ISSUER is {text!r}: write the issuer's address, such as "
            "https://login.microsoftonline.com/your-tenant/v2.0. It begins with https://."
        )
    if address.username or address.query or address.fragment or "/.well-known/" in address.path:
        raise ImproperlyConfigured(
            f"PORTAL_OIDC_ISSUER is {text!r}: write the issuer alone, without /.well-known/, user name, ? or #."
        )
    return text.rstrip("/")
