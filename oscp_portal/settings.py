"""Django's settings. What differs between installations comes from the environment: see `.env.example`."""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from environ import Env

from oscp_portal.environment import make_data_dir, read_environment

BASE_DIR = Path(__file__).resolve().parent.parent

# A variable that is really set wins over the file; the tests do not read the file at all.
if os.environ.get("PORTAL_ENV") != "test" and (BASE_DIR / ".env").is_file():
    Env.read_env(BASE_DIR / ".env")
ENVIRONMENT = read_environment(os.environ, base_dir=BASE_DIR)

SECRET_KEY = ENVIRONMENT.secret_key
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
PORTAL_ADDRESS = ENVIRONMENT.address
DATA_DIR = ENVIRONMENT.data_dir
make_data_dir(DATA_DIR)
IS_DEMO = ENVIRONMENT.kind == "demo"

INSTALLED_APPS = [
    "core.apps.CoreConfig",
    "partners.apps.PartnersConfig",
    "priorities.apps.PrioritiesConfig",
    "achievements.apps.AchievementsConfig",
    "funding.apps.FundingConfig",
    "scorecard.apps.ScorecardConfig",
    "reports.apps.ReportsConfig",
    "oscp_portal",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # What somebody typed is kept when their session has ended, before they are asked to log in.
    "core.middleware.TypedTextMiddleware",
    # Every view of ours carries an access mark or is refused, and wants a log-in unless it is marked public.
    "core.access.MarkedViewsMiddleware",
    "partners.second_step.SecondStepMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "oscp_portal.urls"
WSGI_APPLICATION = "oscp_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

CRISPY_ALLOWED_TEMPLATE_PACKS = ["csp"]
CRISPY_TEMPLATE_PACK = "csp"
CRISPY_FAIL_SILENTLY = False

DATABASES = {"default": ENVIRONMENT.database}
if ENVIRONMENT.is_test and ENVIRONMENT.database["ENGINE"].endswith("sqlite3"):
    # A file, as in earnest: an SQLite database in memory has no WAL and no second writer.
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Lock-out after wrong tries is counted in the cache, so all worker processes must see the same one: a folder of files
# does, where memory would not. When it is full, counts go at random: it must not be easy to fill.
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
        if ENVIRONMENT.is_test
        else {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": DATA_DIR / "cache",
            "OPTIONS": {"MAX_ENTRIES": 5000},
        }
    ),
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

# static/ is written by hand, build/static/ is made by `npm run build`.
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "build" / "collected"
STATICFILES_DIRS = [folder for folder in (BASE_DIR / "static", BASE_DIR / "build" / "static") if folder.is_dir()]
# Tests and DEBUG also serve them from where they lie.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = ENVIRONMENT.is_test or DEBUG
# Rolling a plan forward asks 9 fields of each action, a priority with its parts on one page. Django's 1,000 would end
# at 111 actions; this is room for 300 and their priorities.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4_000
# No address leads into it: a view hands each file out, to those who may have it.
MEDIA_ROOT = DATA_DIR / "media"
FILE_UPLOAD_HANDLERS = ["core.uploads.BoundedUploadHandler"]
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        # Hashed names need `collectstatic`, which tests and DEBUG do without.
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if ENVIRONMENT.is_test or DEBUG
        else "oscp_portal.storage.PortalStaticFilesStorage",
    },
}

AUTH_USER_MODEL = "partners.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = (
    # Hashing is slow by design; the tests make many people.
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if ENVIRONMENT.is_test
    else ["django.contrib.auth.hashers.Argon2PasswordHasher"]
)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/work/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_FORMS = {
    "login": "partners.forms.accounts.LoginForm",
    "reset_password": "partners.forms.accounts.ForgottenPasswordForm",
    "reset_password_from_key": "partners.forms.accounts.LinkedPasswordForm",
    "change_password": "partners.forms.accounts.ChangePasswordForm",
    "set_password": "partners.forms.accounts.SetPasswordForm",
    "reauthenticate": "partners.forms.accounts.ReauthenticateForm",
    "add_email": "partners.forms.accounts.AddressForm",
}
ACCOUNT_ADAPTER = "partners.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/300s/key"}
ACCOUNT_CHANGE_EMAIL = True  # one address each; a new one counts once it was answered from
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to people whom nobody invited
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "partners.invitations.PasswordLinks"  # noqa: S105  # a name
PASSWORD_RESET_TIMEOUT = 7 * 24 * 60 * 60  # for invitations; a forgotten password has a day, see there
USERSESSIONS_ADAPTER = "partners.adapters.UserSessionsAdapter"
SOCIALACCOUNT_ADAPTER = "partners.adapters.SocialAccountAdapter"
SOCIALACCOUNT_PROVIDERS = ENVIRONMENT.sign_on.providers if ENVIRONMENT.sign_on else {}
# Whether a log-in by the council's own sign-on has always taken a second step there.
SIGN_ON_ALWAYS_SECOND_STEP = bool(ENVIRONMENT.sign_on and ENVIRONMENT.sign_on.always_second_step)
REQUIRE_MFA = ENVIRONMENT.require_mfa
MFA_ADAPTER = "partners.adapters.MFAAdapter"
MFA_FORMS = {
    "authenticate": "partners.forms.accounts.CodeForm",
    "reauthenticate": "partners.forms.accounts.CodeAgainForm",
    "activate_totp": "partners.forms.accounts.FirstCodeForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
# allauth fears that somebody signs up with another's address. Here an administrator gives each address.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Community safety portal"

# Django writes e-mail settings as EMAIL_*, which is what the URL was read into.
EMAIL_BACKEND = ENVIRONMENT.email["EMAIL_BACKEND"]
EMAIL_HOST = ENVIRONMENT.email.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = ENVIRONMENT.email.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = ENVIRONMENT.email.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = ENVIRONMENT.email.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = ENVIRONMENT.email.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = ENVIRONMENT.email.get("EMAIL_USE_SSL", False)
EMAIL_FILE_PATH = ENVIRONMENT.email.get("EMAIL_FILE_PATH") or None
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.email_from

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.is_production
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "core.views.csrf_failure"
CSRF_TRUSTED_ORIGINS = [f"https://*{host}" if host.startswith(".") else f"https://{host}" for host in ALLOWED_HOSTS]
SECURE_SSL_REDIRECT = ENVIRONMENT.is_production
SECURE_HSTS_SECONDS = ENVIRONMENT.hsts_seconds if ENVIRONMENT.is_production else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENVIRONMENT.is_production
SECURE_HSTS_PRELOAD = False
# Preloading binds a council's whole domain in every browser for years: its owner decides that, not one service on it.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.behind_proxy else None
# Wrong tries are counted by address. Behind a proxy all come from its own; whose they are, it adds to X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ENVIRONMENT.behind_proxy else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Everything a page needs is our own, and in a file: nothing inline, so a script that slips into text cannot run.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF, ENVIRONMENT.sign_on.origin] if ENVIRONMENT.sign_on else [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # The secrets of links stand in addresses, which logs are full of.
    "filters": {"no_secrets": {"()": "core.logs.NoSecrets"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["no_secrets"]}},
    "root": {"handlers": ["console"], "level": ENVIRONMENT.log_level},
    "loggers": {
        "django": {"handlers": ["console"], "level": ENVIRONMENT.log_level, "propagate": False},
    },
}
