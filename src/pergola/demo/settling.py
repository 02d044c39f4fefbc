"""After fifteen months told in one breath: what is old has been read, and nothing of it goes by mail."""

from datetime import timedelta

from django.db.models import F

from pergola.commons.models import Letter
from pergola.kernel.clock import now
from pergola.people.models import WallMember
from pergola.talk.models import Notice
from pergola.walls.reasons import Reason

FRESH, LONG = timedelta(days=10), timedelta(days=300)


def settle_news() -> None:
    """People of the sample have read all but the last days, and their addresses exist nowhere. Whoever is in anything came long ago."""
    told = Notice.objects.unrestricted(Reason.DEMO).filter(read=None)
    told.filter(at__lt=now() - FRESH).update(read=F("at"))
    newcomers = {
        "role": WallMember.Role.MEMBER,
        "person__communities": None,
        "person__teams": None,
        "person__hub_roles": None,
    }
    WallMember.objects.exclude(**newcomers).update(since=now() - LONG)
    Letter.objects.unrestricted(Reason.DEMO).filter(closed=None).delete()
