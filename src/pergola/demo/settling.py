"""After fifteen months told in one breath: what is old has been read, and nothing of it goes by mail."""

from datetime import timedelta

from django.db.models import F

from pergola.commons.models import Letter
from pergola.kernel.clock import now
from pergola.talk.models import Notice
from pergola.walls.reasons import Reason

FRESH = timedelta(days=10)


def settle_news() -> None:
    """People of the sample have read all but the last days, and their addresses exist nowhere."""
    told = Notice.objects.unrestricted(Reason.DEMO).filter(read=None)
    told.filter(at__lt=now() - FRESH).update(read=F("at"))
    Letter.objects.unrestricted(Reason.DEMO).filter(closed=None).delete()
