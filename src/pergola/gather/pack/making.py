"""Making a pack: by the worker, behind the walls of whoever asked, through their doors and no others."""

import tempfile
import zipfile
from datetime import timedelta
from typing import IO

from django.db.models import Q

from pergola.commons.files.keeping import fetch, keep, let_go
from pergola.gather.models import Pack
from pergola.gather.models.ending import PackQuerySet
from pergola.gather.pack.contents import Contents
from pergola.kernel.clock import now
from pergola.people.models import walls_of
from pergola.spaces.audiences import for_wall
from pergola.spaces.models import Membership
from pergola.talk.actions import News, tell
from pergola.talk.models import Notice
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

MAKE = "gather.make_pack"
KEPT = timedelta(days=7)
"""As long as bytes that no file names may lie in the store: nothing else sweeps a pack before this does."""
STYLE = """body{font:1.05rem/1.5 Georgia,serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#1c1917;background:#fff}
h1,h2,h3{line-height:1.2}.meta{color:#57534e;font-size:.95rem}blockquote{border-left:3px solid #a8a29e;margin-left:0;padding-left:1rem}
a{color:#6b21a8}li{margin:.3rem 0}"""


def make(wall: int, pk: str) -> bool:
    """Make it, if it is still waited for. Twice is once: what is made is not made again, and bytes that are not taken are let go."""
    with walls([wall]):
        pack = waiting().select_related("person").filter(pk=pk).first()
    if pack is None:
        return False
    with tempfile.TemporaryFile() as out:
        with walls(walls_of(pack.person)):
            there = Membership.objects.filter(community=pack.community_id, person=pack.person).select_related(
                "community"
            )
            mine = there.first()
            if mine is not None:
                _write(out, Contents(pack.person, mine.community))
        if mine is None:
            with walls([wall]):
                waiting().filter(pk=pk).update(failed=now())
            return False
        size = out.seek(0, 2)
        key = keep(wall, out)
    return _note(wall, pk, key, size)


def _write(out: IO[bytes], contents: Contents) -> None:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("style.css", STYLE)
        for name, page in contents.pages():
            archive.writestr(name, page)
        for name, file in contents.files():
            with fetch(file.key) as kept, archive.open(name, "w") as inside:
                while piece := kept.read(1 << 20):
                    inside.write(piece)


def _note(wall: int, pk: str, key: str, size: int) -> bool:
    """The row last: should we stop before it, the bytes belong to nobody, and are swept."""
    try:
        with walls([wall]):
            made = bool(waiting().filter(pk=pk).update(made=now(), key=key, size=size))
            if made:
                pack = Pack.objects.unrestricted(Reason.CHAIN_OF_ACT).select_related("community").get(pk=pk)
                news = News(Notice.Kind.PACK, pack.pk, for_wall(wall), community=pack.community)
                tell(by=None, news=news, among=Q(pk=pack.person_id))
    except BaseException:
        let_go([key])
        raise
    if not made:
        let_go([key])
    return made


def waiting() -> PackQuerySet:
    return Pack.objects.unrestricted(Reason.HOUSEKEEPING).filter(made=None, failed=None)


def let_packs_go(wall: int) -> int:
    """After a week a pack is gone; one can ask again. The row first: bytes that belong to no row are swept."""
    with walls([wall]):
        over = Pack.objects.unrestricted(Reason.HOUSEKEEPING).filter(made__lt=now() - KEPT).exclude(key="")
        keys = list(over.values_list("key", flat=True))
        over.update(key="", size=0)
    let_go(keys)
    return len(keys)
