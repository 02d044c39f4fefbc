"""The boxes of this app that keep a draft."""

from pergola.commons.models import Artifact
from pergola.spaces.models import Community, Team


def say_place(artifact: Artifact) -> str:
    """The box under a thing's posts."""
    return f"post:{artifact.pk}"


def start_place(space: Community | Team) -> str:
    """The box in which a conversation begins."""
    return f"conversation:{space.pk}"
