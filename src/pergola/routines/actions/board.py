"""Keeping a board of tensions: putting one on it, saying it in other words, taking it off."""

from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.kernel.clock import now
from pergola.kernel.errors import Refusal, Stale
from pergola.people.models import Person
from pergola.routines.board_clock import month_after, month_at
from pergola.routines.board_rules import must_be_on_board, must_keep_board
from pergola.routines.models import Tension
from pergola.spaces.models import Community
from pergola.systems.clock import zone_behind
from pergola.walls.reasons import Reason

MOST = 6
"""A board one marks in half a minute."""


@dataclass(frozen=True)
class Worded:
    """A tension in words."""

    one_pole: str
    other_pole: str
    why: str
    question: str

    @property
    def stripped(self) -> "Worded":
        return Worded(*(str(one).strip() for one in asdict(self).values()))

    @classmethod
    def of(cls, tension: Tension) -> "Worded":
        """As it stands."""
        return cls(tension.one_pole, tension.other_pole, tension.why, tension.question)

    def in_words(self) -> str:
        return "\n\n".join((f"{self.one_pole} – {self.other_pole}", self.why, self.question))


@transaction.atomic
def put_on_board(*, by: Person, community: Community, words: Worded, sample: bool = False) -> Tension:
    """A tension more, from this month on. Six at most: the board is marked in half a minute."""
    must_keep_board(by, community)
    _hold_board(community)
    stands = Tension.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(community=community, retired=None)
    if stands.count() >= MOST:
        raise Refusal(_("Six tensions are on the board already. Take one off before you put on another."))
    return _put(by, community, words, sample=sample)


def _put(by: Person, community: Community, words: Worded, *, sample: bool, follows: Tension | None = None) -> Tension:
    said = words.stripped
    if not all(asdict(said).values()):
        raise Refusal(_("A tension has two poles, why both matter, and a question to talk about."))
    if said.one_pole.casefold() == said.other_pole.casefold():
        raise Refusal(_("Both poles are the same. Say what pulls the other way."), field="other_pole")
    _must_be_told_once(community, said)
    made = Tension.objects.create(
        community=community, put_by=by, put=now(), sample=sample, follows=follows, **asdict(said)
    )
    took_part(by, Participation.Verb.MADE, community=community)
    return made


def _hold_board(community: Community) -> None:
    """Whoever else puts something on this board waits."""
    list(Community.objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update(no_key=True).filter(pk=community.pk))


def _must_be_told_once(community: Community, said: Worded) -> None:
    """Were a month told twice of the same poles, the one who marked only once would stand between the two middles."""
    zone = zone_behind(community.wall_id)
    month = month_at(now(), zone)
    for one in Tension.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(community=community):
        if _poles(one) != _poles(said):
            continue
        if one.retired is None:
            raise Refusal(_("These two are on the board already."), field="one_pole")
        if month_at(one.retired, zone) == month:
            next_month = {"month": date_format(month_after(month), "F")}
            raise Refusal(
                _("These two left the board this month, and a month is told once. Put them on again in %(month)s.")
                % next_month,
                field="one_pole",
            )


def _poles(of: "Tension | Worded") -> frozenset[str]:
    """Whichever way round they stand, and however they are written."""
    return frozenset(" ".join(one.casefold().split()) for one in (of.one_pole, of.other_pole))


@transaction.atomic
def reword_tension(*, by: Person, tension: Tension, words: Worded, revision: int) -> Tension:
    """Why it matters and what to talk about are changed in place. Other poles are another tension: marks begin anew.

    A mark means what the poles said when it was placed; so their words never change, whether or not anybody has marked: were they
    free until the first mark, whoever keeps the board could tell by trying. `revision` is the one the words were written over.
    """
    must_keep_board(by, tension.community)
    _hold_board(tension.community)
    held = _held(tension)
    stands, said = Worded.of(held), words.stripped
    if said == stands:
        return held
    if held.revision != revision:
        raise Stale(
            _("Somebody else changed this meanwhile. Both are here; keep what you want of them."),
            theirs=stands.in_words(),
            mine=said.in_words(),
        )
    if (said.one_pole, said.other_pole) != (held.one_pole, held.other_pole):
        made = _put(by, held.community, said, sample=held.sample, follows=held)
        _retire(by, held, _("Its poles were named anew."))
        return made
    if not (said.why and said.question):
        raise Refusal(_("A tension has two poles, why both matter, and a question to talk about."))
    held.why, held.question, held.revision = said.why, said.question, held.revision + 1
    held.save(update_fields=["why", "question", "revision"])
    took_part(by, Participation.Verb.CHANGED, community=held.community)
    return held


@transaction.atomic
def retire_tension(*, by: Person, tension: Tension, reason: str) -> None:
    """It is marked no more. What was told of its months stays to be read, with the reason."""
    must_keep_board(by, tension.community)
    if not reason.strip():
        raise Refusal(_("Say in a sentence why it leaves the board."), field="reason")
    _retire(by, _held(tension), reason.strip())


def _retire(by: Person, held: Tension, reason: str) -> None:
    held.retired, held.retired_by, held.reason = now(), by, reason
    held.save(update_fields=["retired", "retired_by", "reason"])
    took_part(by, Participation.Verb.CHANGED, community=held.community)


def _held(tension: Tension) -> Tension:
    rows = Tension.objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update(no_key=True, of=("self",))
    held = rows.select_related("community").get(pk=tension.pk)
    must_be_on_board(held)
    return held
