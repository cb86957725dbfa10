"""What the web server calls: `granian --interface wsgi oscp_portal.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oscp_portal.settings")

application = get_wsgi_application()
