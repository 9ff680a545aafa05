"""Entry of the web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from access.checks import refuse_to_serve_as_owner  # noqa: E402

refuse_to_serve_as_owner()
