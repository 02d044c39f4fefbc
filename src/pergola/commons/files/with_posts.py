"""What was added with a post goes with it, and comes back with it."""

from uuid import UUID

from pergola.commons.models import File
from pergola.kernel.clock import now
from pergola.walls.reasons import Reason


def hide_with_post(said_in: UUID, *, hidden: bool) -> None:
    """Part of the act that takes a post back, or brings it back. A file taken away by itself before stays away."""
    added_with_it = File.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(said_in=said_in)
    added_with_it.update(post_removed=now() if hidden else None)
