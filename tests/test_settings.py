"""An installation says what it is; what it cannot mean is refused in a sentence."""

import os
import re
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from oscp_portal.environment import NAMES, TEST_SECRET_KEY, Environment, make_data_dir, read_environment

ROOT = Path(settings.BASE_DIR)
GOOD_KEY = "nJ4-Vq_2yX7tZb0LrWc9Fm6KsPd1Gh3Ae8Uo5Ti-BwRxCvNyMzQpSjDkHfEgLu"
PRODUCTION = {
    "PORTAL_ENV": "production",
    "PORTAL_SECRET_KEY": GOOD_KEY,
    "PORTAL_ALLOWED_HOSTS": "portal.example.gov.uk",
    "PORTAL_DEBUG": "0",
}
SIGN_ON = {
    "PORTAL_OIDC_ISSUER": "https://login.example/tenant/v2.0/",
    "PORTAL_OIDC_CLIENT_ID": "portal",
    "PORTAL_OIDC_CLIENT_SECRET": "hush",
    "PORTAL_OIDC_NAME": "Oxford City Council",
}


def read(**changes: str) -> Environment:
    return read_environment({**PRODUCTION, **changes}, base_dir=Path("/srv"))


def without(name: str) -> Mapping[str, str]:
    return {key: value for key, value in PRODUCTION.items() if key != name}


def test_production_starts_with_a_key_and_a_host() -> None:
    environment = read()
    assert environment.is_production
    assert environment.allowed_hosts == ("portal.example.gov.uk",)
    assert not environment.debug


def test_saying_nothing_means_production() -> None:
    assert read_environment(without("PORTAL_ENV"), base_dir=Path("/srv")).is_production


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"PORTAL_SECRET_KEY": ""}, "PORTAL_SECRET_KEY is missing"),
        ({"PORTAL_SECRET_KEY": "changeme"}, "PORTAL_SECRET_KEY is too easy to guess"),
        ({"PORTAL_SECRET_KEY": "ab" * 40}, "PORTAL_SECRET_KEY is too easy to guess"),
        ({"PORTAL_SECRET_KEY": "abcdefghijklmnopqrstuvwxyz" * 3}, "PORTAL_SECRET_KEY is too easy to guess"),
        ({"PORTAL_SECRET_KEY": "password-for-the-portal-1234" * 3}, "PORTAL_SECRET_KEY is too easy to guess"),
        ({"PORTAL_SECRET_KEY": TEST_SECRET_KEY}, "PORTAL_SECRET_KEY is too easy to guess"),
        ({"PORTAL_SECRET_KEY": "django-insecure-" + GOOD_KEY}, "PORTAL_SECRET_KEY is too easy to guess"),
        ({"PORTAL_DEBUG": "1"}, "PORTAL_DEBUG is on in production"),
        ({"PORTAL_DEBUG": "yes"}, "PORTAL_DEBUG is 'yes': set it to one of 0, 1"),
        ({"PORTAL_ENV": "staging"}, "PORTAL_ENV is 'staging': set it to one of demo, test, production"),
        ({"PORTAL_ENV": ""}, "PORTAL_ENV is ''"),
        ({"PORTAL_ALLOWED_HOSTS": ""}, "PORTAL_ALLOWED_HOSTS is missing"),
        ({"PORTAL_ALLOWED_HOSTS": "portal.example.gov.uk, *"}, "lets in every host"),
        ({"PORTAL_ALLOWED_HOST": "portal.example.gov.uk"}, "knows no setting PORTAL_ALLOWED_HOST"),
        ({"PORTAL_HSTS_SECONDS": "a year"}, "PORTAL_HSTS_SECONDS is 'a year'"),
        ({"PORTAL_BEHIND_PROXY": "true"}, "PORTAL_BEHIND_PROXY is 'true'"),
        ({"PORTAL_REQUIRE_MFA": "yes"}, "PORTAL_REQUIRE_MFA is 'yes'"),
        (
            {"PORTAL_OIDC_ISSUER": "https://login.example"},
            "PORTAL_OIDC_CLIENT_ID, PORTAL_OIDC_CLIENT_SECRET, PORTAL_OIDC_NAME is missing",
        ),
        ({**SIGN_ON, "PORTAL_OIDC_CLIENT_SECRET": " "}, "PORTAL_OIDC_CLIENT_SECRET is missing"),
        ({"PORTAL_OIDC_SECOND_STEP": "always"}, "PORTAL_OIDC_ISSUER, PORTAL_OIDC_CLIENT_ID,"),
        ({**SIGN_ON, "PORTAL_OIDC_SECOND_STEP": "yes"}, "set it to one of claim, always"),
        ({**SIGN_ON, "PORTAL_OIDC_ISSUER": "login.example"}, "It begins with https://."),
        ({**SIGN_ON, "PORTAL_OIDC_ISSUER": "http://login.example"}, "It begins with https://."),
        ({**SIGN_ON, "PORTAL_OIDC_ISSUER": "http://127.0.0.1:9400"}, "It begins with https://."),
        ({**SIGN_ON, "PORTAL_OIDC_ISSUER": "https://"}, "It begins with https://."),
        ({**SIGN_ON, "PORTAL_OIDC_ISSUER": "https://login.example:port"}, "It begins with https://."),
        ({**SIGN_ON, "PORTAL_OIDC_ISSUER": "https://login.example/?tenant=1"}, "write the issuer alone"),
        ({**SIGN_ON, "PORTAL_OIDC_ISSUER": "https://me@login.example"}, "write the issuer alone"),
        (
            {**SIGN_ON, "PORTAL_OIDC_ISSUER": "https://login.example/.well-known/openid-configuration"},
            "write the issuer alone, without /.well-known/",
        ),
        ({"PORTAL_LOG_LEVEL": "loud"}, "PORTAL_LOG_LEVEL is 'loud'"),
        ({"PORTAL_EMAIL_URL": "pigeon://coop"}, "PORTAL_EMAIL_URL begins with 'pigeon'"),
        ({"PORTAL_EMAIL_URL": "filemail://"}, "PORTAL_EMAIL_URL names no folder"),
        ({"PORTAL_ADDRESS": "portal.example.gov.uk"}, "PORTAL_ADDRESS is 'portal.example.gov.uk'"),
        ({"PORTAL_ADDRESS": "https://portal.example.gov.uk/"}, "with no slash at its end"),
        ({"PORTAL_ADDRESS": "http://portal.example.gov.uk"}, "PORTAL_ADDRESS is 'http://portal.example.gov.uk'"),
        ({"PORTAL_ADDRESS": "https://me:secret@example.gov.uk"}, "PORTAL_ADDRESS is"),
        ({"PORTAL_ADDRESS": "https://portal.example.gov.uk:port"}, "PORTAL_ADDRESS is"),
        ({"DATABASE_URL": "mysql://localhost/portal"}, "DATABASE_URL begins with 'mysql'"),
        ({"DATABASE_URL": "portal.sqlite3"}, "DATABASE_URL begins with 'portal.sqlite3'"),
        ({"DATABASE_URL": "postgres://localhost"}, "DATABASE_URL names no database"),
        ({"DATABASE_URL": "sqlite://"}, "DATABASE_URL names no database"),
        ({"DATABASE_URL": ""}, "DATABASE_URL begins with ''"),
    ],
)
def test_production_refuses(changes: dict[str, str], sentence: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=re.escape(sentence)):
        read(**changes)


def test_a_demo_refuses_a_weak_key_too() -> None:
    with pytest.raises(ImproperlyConfigured, match="too easy to guess"):
        read(PORTAL_ENV="demo", PORTAL_SECRET_KEY="demo")


def test_a_demo_answers_on_this_machine_only_unless_told() -> None:
    assert read(PORTAL_ENV="demo", PORTAL_ALLOWED_HOSTS="").allowed_hosts == ("localhost", "127.0.0.1", "[::1]")


def test_a_demo_may_debug() -> None:
    assert read(PORTAL_ENV="demo", PORTAL_DEBUG="1").debug


@pytest.mark.parametrize(("kind", "asked"), [("production", True), ("demo", False), ("test", False)])
def test_production_asks_for_a_second_step_unless_told(*, kind: str, asked: bool) -> None:
    assert read(PORTAL_ENV=kind).require_mfa is asked
    assert read(PORTAL_ENV=kind, PORTAL_REQUIRE_MFA=str(int(not asked))).require_mfa is not asked


def test_there_is_no_councils_sign_on_unless_told() -> None:
    assert read().sign_on is None
    assert read(**dict.fromkeys(SIGN_ON, "")).sign_on is None


def test_a_councils_sign_on_is_read_whole() -> None:
    sign_on = read(**SIGN_ON).sign_on
    assert (sign_on.issuer, sign_on.origin) == ("https://login.example/tenant/v2.0", "https://login.example")
    assert not sign_on.always_second_step
    assert read(**SIGN_ON, PORTAL_OIDC_SECOND_STEP="always").sign_on.always_second_step
    (app,) = sign_on.providers["openid_connect"]["APPS"]
    assert (app["name"], app["client_id"], app["secret"]) == ("Oxford City Council", "portal", "hush")
    assert sign_on.providers["openid_connect"]["OAUTH_PKCE_ENABLED"] is True


@pytest.mark.parametrize("issuer", ["http://localhost:9400", "http://127.0.0.1:9400", "http://[::1]:9400"])
def test_a_trial_may_sign_on_by_plain_http_on_this_machine(issuer: str) -> None:
    assert read(PORTAL_ENV="demo", **{**SIGN_ON, "PORTAL_OIDC_ISSUER": issuer}).sign_on.issuer == issuer
    with pytest.raises(ImproperlyConfigured, match="begins with https"):
        read(PORTAL_ENV="demo", **{**SIGN_ON, "PORTAL_OIDC_ISSUER": "http://login.example"})


def test_no_refusal_repeats_the_secret_key() -> None:
    weak = "hunter2" * 3
    with pytest.raises(ImproperlyConfigured) as refusal:
        read(PORTAL_SECRET_KEY=weak)
    assert "hunter2" not in str(refusal.value)


def test_other_programs_variables_are_no_business_of_ours() -> None:
    assert read(DEBUG="*", SECRET_KEY="x", LANG="en_GB.UTF-8").is_production


def test_sqlite_waits_for_the_lock_and_survives_a_power_cut() -> None:
    database = read(DATABASE_URL="sqlite:////srv/portal.sqlite3").database
    assert database["NAME"] == "/srv/portal.sqlite3"
    assert database["CONN_MAX_AGE"] == 600
    assert database["ATOMIC_REQUESTS"] is False
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert database["OPTIONS"]["timeout"] == 20
    assert "mmap" not in database["OPTIONS"]["init_command"]


def test_the_database_is_an_sqlite_file_in_the_data_folder_unless_told() -> None:
    assert read().database["NAME"] == "/srv/var/portal.sqlite3"
    assert read(PORTAL_DATA_DIR="/data").database["NAME"] == "/data/portal.sqlite3"


def test_postgresql_keeps_its_connections_and_gets_no_sqlite_options() -> None:
    database = read(DATABASE_URL="postgres://portal:secret@127.0.0.1:5433/portal").database
    assert (database["ENGINE"], database["NAME"], database["PORT"]) == (
        "django.db.backends.postgresql",
        "portal",
        5433,
    )
    assert database["CONN_MAX_AGE"] == 600
    assert database["OPTIONS"] == {"options": "-c jit=off"}


def test_what_the_address_of_a_postgresql_asks_for_has_the_last_word() -> None:
    url = "postgres://portal:secret@127.0.0.1/portal?sslmode=require&options=-c%20jit%3Don"
    options = read(DATABASE_URL=url).database["OPTIONS"]
    assert options == {"sslmode": "require", "options": "-c jit=off -c jit=on"}


def test_the_example_file_names_every_setting_and_no_other() -> None:
    named = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), flags=re.MULTILINE))
    assert named == NAMES | {"DATABASE_URL"}


@pytest.mark.django_db
def test_the_sqlite_in_use_is_mended_and_set_as_decided() -> None:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        answers = [
            cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "mmap_size")
        ]
        version = cursor.execute("SELECT sqlite_version()").fetchone()[0]
    assert answers == ["wal", 2, 0]
    if "pysqlite3" in sys.modules:
        assert tuple(map(int, version.split("."))) >= (3, 51, 3)


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ImproperlyConfigured, match="set PORTAL_DATA_DIR to a folder"):
        make_data_dir(tmp_path / "file" / "var")


def test_a_data_folder_is_its_owners_alone(tmp_path: Path) -> None:
    make_data_dir(tmp_path / "new" / "var")
    make_data_dir(tmp_path / "new" / "var")
    assert stat.S_IMODE((tmp_path / "new" / "var").stat().st_mode) == 0o700


# --- the settings as a whole, each in a process of its own ---


def manage(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py with these variables and none of ours."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "DATABASE_", "DJANGO_"))
    }
    return subprocess.run(
        [sys.executable, "-W", "error", ROOT / "manage.py", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**kept, **variables},
        timeout=120,
    )


def test_production_passes_django_s_own_deployment_checks(tmp_path: Path) -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION, PORTAL_DATA_DIR=str(tmp_path))
    assert done.returncode == 0, done.stderr


def test_a_refused_start_ends_with_the_sentence() -> None:
    done = manage("check", **{**PRODUCTION, "PORTAL_SECRET_KEY": "short"})
    assert done.returncode != 0
    assert "PORTAL_SECRET_KEY is too easy to guess" in done.stderr.splitlines()[-1]


SHOW = """
from django.conf import settings as s
from django.contrib.auth.hashers import get_hasher
print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS, s.DEBUG)
print(get_hasher().algorithm)
"""


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("production", "True True True 31536000 False"), ("demo", "False False False 0 False")],
)
def test_cookies_and_https_follow_the_kind(kind: str, expected: str, tmp_path: Path) -> None:
    done = manage("shell", "-v", "0", "-c", SHOW, **{**PRODUCTION, "PORTAL_ENV": kind}, PORTAL_DATA_DIR=str(tmp_path))
    assert done.stdout.splitlines() == [expected, "argon2"], done.stderr


def test_e_mails_name_the_first_host_unless_told() -> None:
    assert read(PORTAL_ALLOWED_HOSTS=".example.gov.uk,other.gov.uk").address == "https://example.gov.uk"
    assert read(PORTAL_ADDRESS="https://portal.example.gov.uk:8443").address == "https://portal.example.gov.uk:8443"
    assert read(PORTAL_ENV="demo").address == "http://127.0.0.1:8000"


def test_e_mails_can_be_written_into_files() -> None:
    assert read(PORTAL_EMAIL_URL="filemail:///srv/portal/mail").email["EMAIL_FILE_PATH"] == "/srv/portal/mail"


SHOW_SIGN_ON = """
from django.conf import settings as s
print(s.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"], list(s.SOCIALACCOUNT_PROVIDERS), s.REQUIRE_MFA)
"""


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, """["'self'"] [] True"""),
        ({**SIGN_ON, "PORTAL_REQUIRE_MFA": "0"}, """["'self'", 'https://login.example'] ['openid_connect'] False"""),
    ],
    ids=["none", "one"],
)
def test_the_pages_policy_lets_forms_lead_to_the_councils_sign_on(
    variables: dict[str, str], expected: str, tmp_path: Path
) -> None:
    done = manage("shell", "-v", "0", "-c", SHOW_SIGN_ON, **PRODUCTION, **variables, PORTAL_DATA_DIR=str(tmp_path))
    assert done.stdout.splitlines() == [expected], done.stderr
