"""What the web server runs.

A worker dies with its master, so that a killed master leaves no old code answering; and it leaves the terminal's
group, so that Ctrl-C reaches the master alone, who then lets every worker finish what it is at.
"""

import ctypes
import multiprocessing
import os
import signal
import sys

from django.core.wsgi import get_wsgi_application

PR_SET_PDEATHSIG = 1

master = multiprocessing.parent_process()
if master is not None and sys.platform == "linux":
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if master.pid != os.getppid():
        sys.exit("The web server’s master is gone.")
    os.setpgid(0, 0)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pergola.config.settings")
application = get_wsgi_application()
