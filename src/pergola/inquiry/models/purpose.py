from django.db import models
from django.utils.translation import gettext_lazy as _

from pergola.commons.kinds import declare
from pergola.commons.models import Artifact, Readable
from pergola.walls.models import OwnWall
from pergola.walls.reasons import Reason


def grown(thing: Artifact) -> list[str]:
    """The words that grow from it: causes of a problem; drivers and clauses of an aim. They are found with it."""
    if thing.pk is None:
        return []
    rows = thing.parts.unrestricted(Reason.CHAIN_OF_ACT).filter(removed=None, idea=None)
    return list(rows.values_list("words", flat=True))


class ProblemQuerySet(Readable["Problem"]):
    pass


class Problem(Artifact, OwnWall):
    """A problem of practice: whom it touches, how we know, where we stand, what lies beneath."""

    KIND = declare("problem", word=_("problem of practice"), url="inquiry:problem")

    affected = models.TextField(_("who is affected"), blank=True)
    evidence = models.TextField(_("how we know"), blank=True)
    scope = models.CharField(_("where, and how far"), max_length=200, blank=True)
    baseline = models.CharField(_("where we stand"), max_length=200, blank=True)
    read_from = models.ForeignKey("inquiry.Measure", models.PROTECT, null=True, blank=True, related_name="+")
    """What the baseline is read from, where it is counted."""

    objects = ProblemQuerySet.as_manager()  # type: ignore[misc, assignment]  # a child has its own doors

    def searchable(self) -> list[str]:
        return [self.affected, self.evidence, self.scope, self.baseline, *grown(self)]


class AimQuerySet(Readable["Aim"]):
    pass


class Aim(Artifact, OwnWall):
    """What will be different, how much, for whom, by when: parts, of which `aims.py` makes a sentence. It addresses a problem."""

    KIND = declare("aim", word=_("aim"), url="inquiry:aim")

    for_whom = models.CharField(_("for whom"), max_length=120, blank=True)
    was = models.CharField(_("where we start"), max_length=80, blank=True)
    goal = models.CharField(_("how much"), max_length=80)
    by_when = models.DateField(_("by when"))

    objects = AimQuerySet.as_manager()  # type: ignore[misc, assignment]  # a child has its own doors

    def searchable(self) -> list[str]:
        return [self.for_whom, self.was, self.goal, *grown(self)]


class ChangeIdeaQuerySet(Readable["ChangeIdea"]):
    pass


class ChangeIdea(Artifact, OwnWall):
    """Something to try, with its warrant: why one may expect anything of it. It addresses an aim."""

    KIND = declare("idea", word=_("change idea"), url="inquiry:idea")

    tried_elsewhere = models.TextField(_("tried elsewhere?"), blank=True)
    elsewhere_at = models.URLField(_("where to read of it"), max_length=500, blank=True)
    record = models.TextField(_("what came of it?"), blank=True)
    record_at = models.URLField(_("where to read of it"), max_length=500, blank=True)
    like_ours = models.TextField(_("in a place like ours?"), blank=True)
    like_ours_at = models.URLField(_("where to read of it"), max_length=500, blank=True)

    objects = ChangeIdeaQuerySet.as_manager()  # type: ignore[misc, assignment]  # a child has its own doors

    def searchable(self) -> list[str]:
        return [self.tried_elsewhere, self.record, self.like_ours]


class ClaimQuerySet(Readable["Claim"]):
    pass


class Claim(Artifact, OwnWall):
    """A sentence that says something is so. Cycles support it, replicate it or contradict it."""

    KIND = declare("claim", word=_("claim"))

    of_effect = models.BooleanField(_("says that something had an effect"), default=True)
    holds_for = models.CharField(_("holds for"), max_length=300, blank=True)
    not_shown = models.CharField(_("not shown for"), max_length=300, blank=True)

    objects = ClaimQuerySet.as_manager()  # type: ignore[misc, assignment]  # a child has its own doors

    def searchable(self) -> list[str]:
        return [self.holds_for, self.not_shown]
