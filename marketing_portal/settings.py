"""Settings of the portal: one file for every mode, differences come from the environment (docs/settings.md)."""

import logging
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from marketing_portal.environment import Environment
from marketing_portal.logs import logging_config

BASE_DIR = Path(__file__).resolve().parent.parent

env = Environment()
MODE = env.mode
DEMO, PRODUCTION, TESTING = (mode == MODE for mode in ("demo", "production", "test"))
DATA_DIR = Path(env.text("PORTAL_DATA_DIR", str(BASE_DIR / "var")))


def generated_key(path: Path) -> str:
    """The demo's own secret key: made on the first start, kept in ``path``, readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text().strip()


DEBUG = False
SECRET_KEY = env.text("SECRET_KEY") or ("" if PRODUCTION else generated_key(DATA_DIR / "secret_key"))
if PRODUCTION and SECRET_KEY and len(SECRET_KEY) < 50:
    env.problems.append("SECRET_KEY is shorter than 50 characters.")
ALLOWED_HOSTS = env.items("ALLOWED_HOSTS", "" if PRODUCTION else "127.0.0.1,localhost,[::1],testserver")
if PRODUCTION and "*" in ALLOWED_HOSTS:
    env.problems.append("ALLOWED_HOSTS may not be '*': name the hosts.")
PORT = env.number("PORT", 8000, 1, 65535)
WEB_WORKERS = env.number("WEB_WORKERS", 2, 1, 64)
HTTPS_ONLY = env.flag("HTTPS_ONLY", default=PRODUCTION)
SITE_URL = env.site("SITE_URL", f"http://127.0.0.1:{PORT}", https=PRODUCTION and HTTPS_ONLY)
SITE_NAME = "Strategic Marketing Portal"
PUBLIC_READ = env.flag("PORTAL_PUBLIC_READ", default=DEMO)
FISCAL_YEAR_START_MONTH = env.number("FISCAL_YEAR_START_MONTH", 2, 1, 12)
BENCH = env.flag("PORTAL_BENCH", default=False)
if BENCH and PRODUCTION:
    env.problems.append("PORTAL_BENCH is for measuring and may not be on in production.")

INSTALLED_APPS = [
    "marketing_portal.ui",
    "marketing_portal.people",
    "marketing_portal.content",
    "personas",
    "usecases",
    "requests_board",
    "marketing_portal.interchange",
    "marketing_portal.search",
    "marketing_portal.operations",
    "marketing_portal.content.admin_app.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",  # so that FORM_RENDERER finds Django's own widget templates
    "django_filters",
    "simple_history",
    "admin_ordering",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]
TRUSTED_PROXY = env.flag("TRUSTED_PROXY_HEADER", default=False)

MIDDLEWARE = [
    *(["marketing_portal.ui.middleware.query_count"] if BENCH else []),
    *(["marketing_portal.operations.middleware.client_address"] if TRUSTED_PROXY else []),
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "marketing_portal.operations.middleware.health_check",
    "marketing_portal.operations.middleware.without_nul",
    "django.middleware.http.ConditionalGetMiddleware",
    "marketing_portal.ui.middleware.page_etag",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "marketing_portal.content.middleware.StraightForms",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "marketing_portal.operations.middleware.RequestLog",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "marketing_portal.people.middleware.SignInFirst",
    "marketing_portal.ui.middleware.not_allowed_page",
    "marketing_portal.content.middleware.change_sets",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "marketing_portal.urls"
WSGI_APPLICATION = "marketing_portal.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
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
                "marketing_portal.ui.context_processors.navigation",
                "requests_board.context_processors.inbox",
            ],
            "builtins": ["marketing_portal.ui.templatetags.ui"],
        },
    },
]

# Data. SQLite: write-ahead log, foreign keys (Django's default), writers take their lock at BEGIN and wait for it.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}
DATABASES = {
    "default": env.database("DATABASE_URL", f"sqlite:///{DATA_DIR / 'portal.sqlite3'}")
    | {"CONN_MAX_AGE": env.number("CONN_MAX_AGE", 60, 0, 86_400), "CONN_HEALTH_CHECKS": True}
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
    if TESTING:  # a file, not memory: the tests race threads against each other as production does
        DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
else:
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "template_fragments": {  # rendered parts of pages (content.freshness); tests draw them anew
        "BACKEND": f"django.core.cache.backends.{'dummy.Dummy' if TESTING else 'locmem.LocMem'}Cache",
        "LOCATION": "template_fragments",
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}
TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if TESTING
        else "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default"],
    }
}

# People and sign-in: by e-mail, invitation or identity provider; never by signing up.
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "marketing_portal.people.backends.RoleBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "marketing_portal.people.adapters.ClosedAccountAdapter"
SOCIALACCOUNT_ADAPTER = "marketing_portal.people.adapters.DomainAccountAdapter"
ACCOUNT_FORMS = {
    key: f"marketing_portal.people.accounts.sign_in_forms.{name}"
    for key, name in (
        ("login", "LoginForm"),
        ("reauthenticate", "ReauthenticateForm"),
        ("change_password", "ChangePasswordForm"),
        ("set_password", "SetPasswordForm"),
        ("reset_password", "ResetPasswordForm"),
        ("reset_password_from_key", "ResetPasswordKeyForm"),
    )
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an administrator or the identity provider vouches for the address
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = (
    False if TESTING else {"login_failed": None}
)  # axes counts those, for all processes together
ALLOWED_EMAIL_DOMAINS = env.items("ALLOWED_EMAIL_DOMAINS")
MFA_ENABLED = env.flag("PORTAL_MFA", default=False)
OIDC_SERVER_URL = env.text("OIDC_SERVER_URL")
OIDC_ORIGIN = ["{0.scheme}://{0.netloc}".format(urlsplit(OIDC_SERVER_URL))] if OIDC_SERVER_URL else []
MFA_TOTP_ISSUER = SITE_NAME
MFA_FORMS = {
    "authenticate": "marketing_portal.people.accounts.sign_in_forms.CodeForm",
    "reauthenticate": "marketing_portal.people.accounts.sign_in_forms.CodeAgainForm",
}
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, list[dict[str, object]]]] = {"openid_connect": {"APPS": []}}
if OIDC_SERVER_URL:
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = [
        {
            "provider_id": "company",
            "name": env.text("OIDC_NAME", "Company sign-in"),
            "client_id": env.text("OIDC_CLIENT_ID"),
            "secret": env.text("OIDC_CLIENT_SECRET"),
            "settings": {"server_url": OIDC_SERVER_URL},
        }
    ]
    env.problems += [
        f"OIDC_SERVER_URL is set but {name} is not."
        for name in ("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
        if not env.text(name)
    ]
    if not ALLOWED_EMAIL_DOMAINS:
        env.problems.append(
            "OIDC_SERVER_URL is set but ALLOWED_EMAIL_DOMAINS is not: nobody could sign in by it."
        )
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "marketing_portal.people.accounts.lockout.address_tried"
AXES_CLIENT_IP_CALLABLE = "marketing_portal.people.accounts.lockout.client_address"
AXES_LOCKOUT_TEMPLATE = "account/lockout.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

# Mail
mail_server = env.mail_server("EMAIL_URL")
EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT = mail_server.backend, mail_server.host, mail_server.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = mail_server.user, mail_server.password
EMAIL_USE_TLS, EMAIL_USE_SSL = mail_server.tls, mail_server.ssl
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("DEFAULT_FROM_EMAIL", "portal@localhost")
EMAIL_SUBJECT_PREFIX = ACCOUNT_EMAIL_SUBJECT_PREFIX = ""

# Language and time
LANGUAGE_CODE = "en-gb"
FORMAT_MODULE_PATH = "marketing_portal.formats"
USE_I18N = False
USE_TZ = True
TIME_ZONE = env.time_zone("TIME_ZONE", "UTC")

# Files
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "media"
UPLOAD_MAX_BYTES = env.number("UPLOAD_MAX_MB", 10, 1, 200) * 1024 * 1024  # of one file
ATTACHMENTS_PER_REQUEST = env.number("ATTACHMENTS_PER_REQUEST", 20, 1, 100)
IMPORT_MAX_BYTES = env.number("IMPORT_MAX_MB", 20, 1, 200) * 1024 * 1024  # of one import in the portal
IMPORT_MAX_PAGES = env.number("IMPORT_MAX_PAGES", 300, 1, 5_000)
IMPORT_MAX_ISSUES = env.number("IMPORT_MAX_ISSUES", 5_000, 1, 50_000)
HEAVY_PER_MINUTE = (
    0 if TESTING else env.number("HEAVY_PER_MINUTE", 30, 0, 10_000)
)  # imports and exports of one
FILE_UPLOAD_HANDLERS = [  # the first one leaves out what is too large while it comes in
    "requests_board.uploads.SizeLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_NUMBER_FILES = 120  # more are refused without a look; one too many of a form gets a sentence
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000  # a persona's form has ten fields for each of its eighty points
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = TESTING  # no scan of all files for each test client
WHITENOISE_MAX_AGE = 3600

# Security
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_FAILURE_VIEW = "marketing_portal.ui.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = PRODUCTION and HTTPS_ONLY
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION and HTTPS_ONLY else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION and HTTPS_ONLY
CSRF_TRUSTED_ORIGINS = [SITE_URL] if PRODUCTION and SITE_URL.startswith("https://") else []
if TRUSTED_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SILENCED_SYSTEM_CHECKS = [
    "models.W040"
]  # indexes that hold further columns on PostgreSQL do without on SQLite
if PRODUCTION and not HTTPS_ONLY:  # the operator says that the proxy in front redirects and sends HSTS
    SILENCED_SYSTEM_CHECKS += ["security.W004", "security.W008"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *OIDC_ORIGIN],  # signing in there begins with a form here
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG  # one line a request, when it is answered
LOGGING = logging_config(
    env.choice("LOG_FORMAT", "json" if PRODUCTION else "console", ("json", "console")), quiet=TESTING
)
LOGGING_CONFIG = "marketing_portal.logs.configure"

if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

env.finish()
