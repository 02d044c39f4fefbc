"""What the web server runs, in each of its workers."""

import os

from django.core.wsgi import get_wsgi_application

from pergola.config.mortal import die_with_master

die_with_master()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pergola.config.settings")
application = get_wsgi_application()
