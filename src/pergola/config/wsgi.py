"""What the web server runs. A worker dies with its master, so that a killed master leaves no old code answering."""

import ctypes
import multiprocessing
import os
import signal
import sys

from django.core.wsgi import get_wsgi_application

PR_SET_PDEATHSIG = 1

if sys.platform == "linux":
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    master = multiprocessing.parent_process()
    if master is not None and master.pid != os.getppid():
        sys.exit("The web server’s master is gone.")

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pergola.config.settings")
application = get_wsgi_application()
