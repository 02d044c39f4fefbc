from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from pergola.commons.kinds import kind
from pergola.commons.models import Artifact, Link, Participation
from pergola.commons.models.artifact import hold
from pergola.commons.models.participation import took_part
from pergola.commons.rules import may_remove, removed_by
from pergola.kernel.clock import now
from pergola.kernel.errors import Locked, NotAllowed
from pergola.people.models import Person
from pergola.walls.reasons import Reason


@transaction.atomic
def remove_artifact(*, by: Person, artifact: Artifact) -> None:
    """Take a thing away for everyone. It can come back for thirty days. Removing twice is removing once.

    The thing is held, so that what keeps it (a contradiction being tied to it, a copy being published) is not missed.
    """
    if artifact.removed is not None:
        return
    if not may_remove(by, artifact):
        raise NotAllowed(_("Only those who made this, or keep the place it stands in, can remove it."))
    hold([artifact])
    _must_not_be_contradicted(artifact)
    stays = kind(artifact.kind).stays
    if stays is not None and (why := stays(artifact.pk)) is not None:
        raise Locked(why)
    artifact.removed = now()
    mine = Artifact.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk=artifact.pk, removed=None)
    if mine.update(removed=artifact.removed, removed_by=by):
        took_part(by, Participation.Verb.REMOVED, artifact=artifact)


def _must_not_be_contradicted(artifact: Artifact) -> None:
    """Neither those who found a contradiction nor those who are contradicted make it vanish by removing one of its ends.

    What supports a claim may go: whoever takes it away weakens their own case, and the claim shows what is left.
    """
    _must_not_be_read_by_it(artifact)
    ends = Q(source=artifact) | Q(target=artifact)
    contradictions = Link.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(ends, kind=Link.Kind.CONTRADICTS)
    sources = set(contradictions.values_list("source", flat=True))
    if not sources:
        return
    if artifact.pk in sources:
        raise Locked(
            _("This contradicts a claim, and others build on that. It stays; write beside it what you know now.")
        )
    raise Locked(
        _("This claim is contradicted, and stays with what contradicts it. Write beside it what you know now.")
    )


def _must_not_be_read_by_it(artifact: Artifact) -> None:
    """A contradiction without its numbers would be empty: the measures of the cycle that found it stay with it."""
    links = Link.objects.unrestricted(Reason.CHAIN_OF_ACT)
    found = links.filter(kind=Link.Kind.CONTRADICTS).values("source")
    if links.filter(source=artifact, kind=Link.Kind.MEASURES, target__in=found).exists():
        raise Locked(
            _("A cycle that contradicts a claim is read by this measure. It stays; write beside it what you know now.")
        )


@transaction.atomic
def bring_back_artifact(*, by: Person, artifact: Artifact) -> None:
    """Whoever removed it brings it back, as it was, within thirty days and while they may still see it."""
    if not removed_by(by).filter(pk=artifact.pk).update(removed=None, removed_by=None):
        raise NotAllowed(_("This can no longer be brought back: only who removed it can, and only for thirty days."))
    artifact.removed = artifact.removed_by = None
    took_part(by, Participation.Verb.BROUGHT_BACK, artifact=artifact)
