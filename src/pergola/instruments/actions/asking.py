from collections.abc import Sequence
from datetime import timedelta

from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.instruments.actions.reaching import LETTER, ask_next
from pergola.instruments.choices import is_same
from pergola.instruments.models import Asking, Instrument, Item, Result, Tally, Ticket
from pergola.instruments.release import FEWEST
from pergola.instruments.rules import must_ask_in, must_lead_network, must_lead_system
from pergola.instruments.shipped import FRAMEWORKS, shipped
from pergola.instruments.tickets import tickets_for
from pergola.instruments.wording import hold, wording_to_ask
from pergola.kernel.clock import now
from pergola.kernel.errors import Refusal
from pergola.people.models import Person
from pergola.spaces.audiences import for_community
from pergola.spaces.models import Community, Membership, Network
from pergola.talk.actions import News, tell
from pergola.talk.models import Notice
from pergola.walls.models import Wall
from pergola.walls.reasons import Reason

MOST_CHOICES = 8
LOCK = 7_322  # of the advisory locks of PostgreSQL, the one by which polls behind one wall are asked one after another


@transaction.atomic
def ask_pulse(*, by: Person, community: Community, days: int = 7) -> Asking:
    """Ask everybody in a community how it goes. Each gets a link of their own; whoever joins meanwhile may answer, too.

    Where a pulse is open already, it is that one: asking twice is asking once.
    """
    must_ask_in(by, community)
    hold(community)
    before = Asking.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(community=community, closed=None).first()
    if before is not None:
        return before
    here = Membership.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(community=community).select_related("person")
    people = [one.person for one in here]
    if len(people) < FEWEST:
        raise Refusal(_("Fewer than five people are here, so that nothing could be shown. Talk about it instead."))
    asking = _open(
        by, wording_to_ask(by, community), Asking.Kind.HEALTH, Asking.Of.MEMBERS, days, community=community, asked=len(people)
    )  # fmt: skip
    Ticket.objects.bulk_create(tickets_for(asking, people))
    took_part(by, Participation.Verb.MADE, community=community)
    led_to = reverse("instruments:answer", args=[asking.pk])
    news = News(
        Notice.Kind.PULSE, asking.pk, for_community(community), community=community, led_to=led_to, letter=LETTER
    )
    tell(by=by, news=news)
    return asking


@transaction.atomic
def ask_who_would_join(
    *, by: Person, wall: Wall, question: str, choices: Sequence[str], of: Asking.Of, days: int = 14
) -> Asking:
    """A lead asks the people of a school system which of these they would join, and what else they wish for.

    Everybody behind the wall gets a link of their own by mail; whom it is asked of is said there, and who that is, each says.
    The first few hundred at once, the others by the worker: however many there are, the lead does not wait.
    """
    must_lead_system(by, wall)
    if not 2 <= len(choices) <= MOST_CHOICES:
        raise Refusal(_("Write two to eight choices, one a line."), field="choices")
    listed = list(choices)
    _must_not_be_open(wall, question, listed)
    made = Instrument.objects.create(wall=wall, question=question, made_by=by)
    Item.objects.create(instrument=made, place=0, key="join", kind=Item.Kind.CHOICE, own_words=question, choices=listed)
    Item.objects.create(instrument=made, place=1, key="wish", kind=Item.Kind.TEXT)
    asking = _open(by, made, Asking.Kind.POLL, of, days, wall=wall)
    took_part(by, Participation.Verb.MADE, wall=wall.pk)
    ask_next(by=None, wall=wall.pk, asking=asking.pk)
    return asking


def _must_not_be_open(wall: Wall, question: str, choices: Sequence[str]) -> None:
    """Of one question asked twice at once, what is told of the one would tell of the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, wall.pk])
    every = Item.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(wall=wall, key="join").select_related("instrument")
    running = Asking.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(wall=wall, kind=Asking.Kind.POLL, closed=None)
    for item in every.filter(instrument__in=running.values("instrument")):
        if is_same(question, choices, item.instrument.question, item.choices):
            raise Refusal(
                _("This is asked already, and is still open. Ask it again when it is closed."), field="question"
            )


@transaction.atomic
def ask_for_self_assessment(*, by: Person, network: Network, framework: str, days: int = 60) -> Asking:
    """Ask the team of each member system where its system stands, against one framework in one version."""
    must_lead_network(by, network)
    if framework not in FRAMEWORKS:
        raise Refusal(_("Choose one of these frameworks."), field="framework")
    every = Asking.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(network=network, closed=None)
    Network.objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update(no_key=True).get(pk=network.pk)
    if every.exists():
        raise Refusal(_("A self-assessment is open already. The next one can begin when it is closed."))
    ours = shipped(framework)
    named = {"wall_id": network.wall_id, "network": network, "shipped": ours.slug, "shipped_version": ours.version}
    made = Instrument.objects.create(made_by=by, **named)
    for place, one in enumerate(ours.items):
        Item.objects.create(instrument=made, place=place, key=one.key)
    asking = _open(by, made, Asking.Kind.SELF, Asking.Of.TEAMS, days, network=network)
    took_part(by, Participation.Verb.MADE, wall=network.wall_id)
    return asking


def _open(
    by: Person,
    instrument: Instrument,
    kind: Asking.Kind,
    of: Asking.Of,
    days: int,
    *,
    wall: Wall | None = None,
    community: Community | None = None,
    network: Network | None = None,
    asked: int = 0,
) -> Asking:
    asking = Asking.objects.create(
        wall_id=wall.pk if wall else instrument.wall_id, instrument=instrument, kind=kind, of=of, community=community,
        network=network, asked_by=by, opened=now(), closes=now() + timedelta(days=days), asked=asked,
    )  # fmt: skip
    if kind != Asking.Kind.SELF:
        Tally.objects.create(asking=asking)
        Result.objects.create(asking=asking)
    return asking
