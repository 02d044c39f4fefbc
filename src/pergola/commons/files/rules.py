"""May this person add a file here, or take one away?"""

from django.db.models import Q

from pergola.commons.models import Artifact, File
from pergola.commons.models.artifact import reached
from pergola.commons.models.file import FileQuerySet
from pergola.commons.rules import keeps_place, still_back
from pergola.people.models import Asker, Visitor
from pergola.walls.models import PUBLIC_WALL
from pergola.walls.reasons import Reason


def may_add_to(person: Asker, artifact: Artifact) -> bool:
    """Whoever may edit a thing may add to it. A published copy stays as it was published."""
    if artifact.wall_id == PUBLIC_WALL:
        return False
    return Artifact.objects.editable_by(person).filter(pk=artifact.pk).exists()


def may_remove_file(person: Asker, file: File) -> bool:
    """Who added it, who may edit what it stands on, and those who keep the place."""
    if file.wall_id == PUBLIC_WALL or isinstance(person, Visitor):
        return False
    here = File.objects.editable_by(person).filter(pk=file.pk).exists()
    return here or (keeps_place(person, file.artifact) and File.objects.visible_to(person).filter(pk=file.pk).exists())


def files_removed_by(person: Asker) -> FileQuerySet:
    """Files this person took away one by one, from things they may still see, that can come back."""
    if isinstance(person, Visitor):
        return File.objects.none()
    seen = Artifact.objects.visible_to(person).values("pk")
    gone = File.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(still_back(), removed_by=person, artifact__in=seen)
    return gone.filter(Q(said_in=None) | reached(person), post_removed=None).order_by("-removed")
