"""Settings of a server installation: the same house behind TLS, two-step sign-in enforced."""

from config.environment import read
from config.settings import *  # noqa: F403

SECRET_KEY = read("PARLEY_SECRET_KEY")
DEMO = False
TWO_STEP_ENFORCED = True
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
