"""Letting bytes go: those of what was removed thirty days ago, and those that belong to no row."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from pergola.commons.files.keeping import let_go, store
from pergola.commons.housekeeping import EMPTIED
from pergola.commons.models import File
from pergola.commons.rules import DAYS_TO_COME_BACK
from pergola.kernel.clock import now
from pergola.walls.models import Wall
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

DAYS_UNCLAIMED = 7
"""Bytes without a row wait so long: whoever restored an older database by mistake has a week to see it."""
AT_ONCE = 500


def empty_removed_files(wall: int) -> int:
    """After thirty days a file that was removed, or whose thing or post was, is gone: its words, and then its bytes.

    The row first: should we stop between the two, the bytes belong to no row, and are swept.
    """
    over = now() - timedelta(days=DAYS_TO_COME_BACK)
    gone = Q(removed__lte=over) | Q(post_removed__lte=over) | Q(artifact__removed__lte=over)
    with walls([wall]), transaction.atomic():
        files = File.objects.unrestricted(Reason.HOUSEKEEPING).filter(gone).exclude(name=EMPTIED)
        rows = list(files.values_list("pk", "key", "small_key", "large_key"))
        File.objects.unrestricted(Reason.HOUSEKEEPING).filter(pk__in=[row[0] for row in rows]).update(
            name=EMPTIED, description="", address="", key="", small_key="", large_key="", digest="", size=0,
            removed=Coalesce(F("removed"), F("post_removed"), over), removed_by=Coalesce(F("removed_by"), F("added_by")),
        )  # fmt: skip
    let_go([key for row in rows for key in row[1:] if key])
    return len(rows)


def sweep_store(wall: int) -> int:
    """Bytes of this wall's folder that no row names, a week old: of an upload that was cut off, or already let go.

    Every wall is open while we look, for a thing may have moved behind another since its file was named.
    """
    kept, swept = store(), 0
    try:
        _folders, names = kept.listdir(str(wall))
    except FileNotFoundError:
        return 0
    before = now() - timedelta(days=DAYS_UNCLAIMED)
    for start in range(0, len(names), AT_ONCE):
        keys = [f"{wall}/{name}" for name in names[start : start + AT_ONCE]]
        unclaimed = set(keys) - _claimed(keys)
        over = [key for key in sorted(unclaimed) if kept.get_modified_time(key) < before]
        let_go(over)
        swept += len(over)
    return swept


def _claimed(keys: list[str]) -> set[str]:
    with walls(Wall.objects.values_list("pk", flat=True)):
        files = File.objects.unrestricted(Reason.HOUSEKEEPING)
        named = files.filter(Q(key__in=keys) | Q(small_key__in=keys) | Q(large_key__in=keys))
        return {key for row in named.values_list("key", "small_key", "large_key") for key in row}
