"""How large a file may be, and how much a school system or network may keep."""

from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.db.models import Sum
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from pergola.commons.models import File
from pergola.kernel.errors import Refusal
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason

UNITS = ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "KB"))
LOCK = 7_316  # of the advisory locks of PostgreSQL, the one that guards the room of a wall


def in_words(size: int) -> str:
    """“1.2 MB”, as people say it."""
    for unit, name in UNITS:
        if size >= unit * 0.995:
            value = round(size / unit, 1 if size < 9.95 * unit else None)
            return f"{number_format(value, 0 if value == int(value) else 1)} {name}"
    return _("%(n)s bytes") % {"n": size}


@dataclass(frozen=True)
class Room:
    """What a wall's files take up, of what they may."""

    wall: str
    used: int
    most: int

    @property
    def sentence(self) -> str:
        told = {"wall": self.wall, "used": in_words(self.used), "most": in_words(self.most)}
        return _("%(wall)s has used %(used)s of its %(most)s.") % told


def room_of(wall: int) -> Room:
    """Two queries. What was removed counts until its bytes are gone."""
    used = File.objects.unrestricted(Reason.COUNTING).filter(wall=wall).aggregate(used=Sum("size", default=0))["used"]
    name = Wall.objects.values_list("name", flat=True).get(pk=wall)
    return Room(name, int(used), settings.FILES_MOST_PER_WALL)


def must_have_room(wall: int, size: int) -> None:
    """Refuse what would not fit any more. Whoever adds at the same moment waits here until the other is committed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, wall])
    room = room_of(wall)
    if room.used + size > room.most:
        raise Refusal(
            _(
                "This file has %(size)s, and %(wall)s has only %(left)s left of its %(most)s. "
                "Nothing was kept. Remove what is no longer needed, or ask whoever keeps this server for more room."
            )
            % {
                "size": in_words(size),
                "wall": room.wall,
                "left": in_words(max(0, room.most - room.used)),
                "most": in_words(room.most),
            },
            field="file",
        )
