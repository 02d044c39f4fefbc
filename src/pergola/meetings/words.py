"""The moment of a gathering in words, on the clock it was set on."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format

from pergola.commons.models import Artifact
from pergola.kernel.clock import now
from pergola.kernel.templatetags.pergola import clock, day, hour
from pergola.meetings.models import Gathering
from pergola.talk.dates import Dated

UNMISTAKABLE = timedelta(days=300)


def day_of(gathering: Gathering) -> str:
    """“Thursday 3 December”."""
    with timezone.override(ZoneInfo(gathering.zone)):
        return day(gathering.begins)


def short_day_of(gathering: Gathering) -> str:
    """“3 Dec”, for a column of days; with the year where the day alone could mean another."""
    far = gathering.begins - now() > UNMISTAKABLE
    with timezone.override(ZoneInfo(gathering.zone)):
        return date_format(timezone.localtime(gathering.begins), "j M Y" if far else "j M")


def clock_of(gathering: Gathering) -> str:
    """“3:45 pm EST”."""
    with timezone.override(ZoneInfo(gathering.zone)):
        return clock(gathering.begins)


def span_of(gathering: Gathering) -> str:
    """“3:45 pm to 4:45 pm EST”: until when it is meant to take."""
    with timezone.override(ZoneInfo(gathering.zone)):
        return f"{hour(gathering.begins)} – {clock(gathering.ends)}"


def when_of(gathering: Gathering) -> str:
    """“Thursday 3 December, 3:45 pm EST”."""
    return f"{day_of(gathering)}, {clock_of(gathering)}"


def here_of(gathering: Gathering, zone: str) -> str:
    """The same on the clock of whoever reads it; nothing where that shows the same."""
    with timezone.override(ZoneInfo(zone)):
        here = f"{day(gathering.begins)}, {clock(gathering.begins)}"
    return "" if here == when_of(gathering) else here


def where_of(gathering: Gathering) -> str:
    return ". ".join(filter(None, [gathering.place.strip().rstrip("."), gathering.link]))


def dated(artifact: Artifact) -> Dated:
    """What a notice says of it. No query where the gathering was read with its artifact."""
    one: Gathering = artifact.gathering  # the child row
    return Dated(one.begins, when_of(one), where_of(one), one.called_off is not None, one.of_two)
