"""What the web server runs, in each of its workers."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections

from pergola.config.mortal import die_with_master
from pergola.config.patient import Patient
from pergola.config.serving import READING

die_with_master()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pergola.config.settings")
application = Patient(
    get_wsgi_application(),
    at_once=settings.DATABASES["default"]["OPTIONS"]["pool"]["max_size"],
    reading=READING,
    form=settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
    most=settings.LARGEST_BODY,
    give_back=connections.close_all,
)

gc.collect()
gc.freeze()  # what was loaded stays, and is not looked through again at every turn
gc.set_threshold(50_000, 20, 100)
