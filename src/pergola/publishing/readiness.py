"""Is this lesson ready to be published, and if not, what exactly is missing, and where to go for it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from pergola.commons.models import Artifact, File, Link
from pergola.commons.models.artifact import reached
from pergola.inquiry.wording import Unit
from pergola.people.models import Asker
from pergola.publishing.already_public import Public, already_public
from pergola.publishing.chains import ROLES, read_chains
from pergola.publishing.evidence import Chain, Evidence, Place
from pergola.publishing.frozen import as_shown
from pergola.publishing.materials import files_of, named_by
from pergola.publishing.models import Consent, Lesson
from pergola.publishing.packages import asked_of_a_package
from pergola.publishing.sealing import seal_for, seal_with, words_of
from pergola.spaces.models import Network
from pergola.walls.reasons import Reason

PLACED = re.compile(r"^\s*\[claim (\d{1,3})\]\s*$", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing: a sentence, and where one goes to put it right."""

    sentence: str
    address: str = ""

    def __str__(self) -> str:
        return self.sentence


@dataclass(frozen=True, slots=True)
class Cited:
    """A claim as this lesson cites it. `chain` is None where the claim cannot be read any more."""

    number: int
    link: int
    sentence: str
    chain: Chain | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A contributing team and where its consent stands."""

    place: Place
    own: bool
    text: str
    """The seal of what it is asked about: the words, and what is published of this team."""
    consent: Consent | None
    """Its newest, if that is for what it would be asked about now; None otherwise. Without its words."""
    words: str
    """What it said with its answer; "" for whoever is not to read that."""
    changed: bool
    """It was asked for an earlier text."""

    @property
    def answer(self) -> str:
        return self.consent.answer if self.consent else ""

    @property
    def given(self) -> bool:
        return self.answer == Consent.Answer.GIVEN

    @property
    def withheld(self) -> bool:
        return self.answer == Consent.Answer.WITHHELD

    @property
    def waiting(self) -> bool:
        return self.consent is not None and self.answer == Consent.Answer.WAITING


@dataclass(frozen=True, slots=True)
class Readiness:
    cited: tuple[Cited, ...]
    text: str
    """The seal of the words, the same for everyone who is asked."""
    asked: tuple[Asked, ...]
    words: tuple[Missing, ...]
    evidence: tuple[Missing, ...]
    consent: tuple[Missing, ...]
    public: tuple[Public, ...] = ()
    """Of a package: teams that need not be asked, since published lessons show just this of them."""
    files: tuple[File, ...] = ()
    """Of a package: what is published with it."""

    @property
    def missing(self) -> tuple[Missing, ...]:
        return (*self.words, *self.evidence, *self.consent)

    @property
    def may_ask(self) -> bool:
        """Words and evidence are complete, and somebody is not asked yet for this text."""
        return not (self.words or self.evidence) and any(one.consent is None for one in self.asked)

    @property
    def withheld(self) -> frozenset[str]:
        return frozenset(one.place.team for one in self.asked if one.withheld and not one.own)


def look_at(lesson: Lesson, person: Asker) -> Readiness:
    """Everything about the state of this lesson, as `person` may see it. About ten queries, however many claims."""
    cited = cited_by(lesson, person)
    files = files_of(lesson)
    text = seal_with(lesson, files)
    places = _places(lesson, cited)
    said = [(one.sentence, one.chain) for one in cited if one.chain is not None]
    others = {team: place for team, place in places.items() if team != str(lesson.team_id or "")}
    public = already_public(lesson, said, others, also=named_by(files))
    to_ask = {team: place for team, place in places.items() if team not in public}
    asked = tuple(_asked(lesson, to_ask, seal=lambda team: seal_for(team, text, said), person=person))
    words = tuple(_words_missing(lesson, cited))
    evidence = tuple(_evidence_missing(lesson, cited, person, {one.place.team for one in asked if one.withheld}))
    consent = tuple(_consent_missing(lesson, asked, cited, named_by(files)))
    return Readiness(cited, text, asked, words, evidence, consent, tuple(public.values()), tuple(files))


def cited_by(lesson: Lesson, person: Asker) -> tuple[Cited, ...]:
    """The claims the lesson cites, in the order they were cited, each with its chain as far as `person` may see it.

    Their figures are the public's, and the words about them in one language for whoever looks: what is sealed is what
    will be published.
    """
    links = list(
        Link.objects.unrestricted(Reason.CHAIN_OF_ACT)
        .filter(source=lesson.pk, kind=Link.Kind.CITES)
        .order_by("made", "pk")
    )
    with override(settings.LANGUAGE_CODE):
        chains = read_chains([link.target_id for link in links], person)
    return tuple(
        Cited(number, link.pk, link.note or (chain.sentence if chain else ""), chain)
        for number, link in enumerate(links, 1)
        for chain in [chains.get(link.target_id)]
    )


def needs_chain(lesson: Lesson) -> bool:
    return lesson.form not in Lesson.NEED_NO_CHAIN


def _places(lesson: Lesson, cited: Sequence[Cited]) -> dict[str, Place]:
    """Every team that is in it: its own, and those whose words or cycles its claims rest on."""
    places: dict[str, Place] = {}
    if lesson.team is not None:
        own = str(lesson.team_id)
        places[own] = Place(own, lesson.team.name)
    for one in cited:
        if one.chain is not None:
            places.update({place.team: place for place in one.chain.contributors()})
    return places


def _asked(
    lesson: Lesson, places: Mapping[str, Place], *, seal: Callable[[str], str], person: Asker
) -> Iterator[Asked]:
    own = str(lesson.team_id or "")
    rows = Consent.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(lesson=lesson).select_related("answered_by")
    asked = list(rows.defer("words", "shown").order_by("pk"))
    readable = dict(Consent.objects.visible_to(person).filter(lesson=lesson).values_list("pk", "words"))
    for team, place in places.items():
        of_team = [row for row in asked if str(row.team_id) == team]
        text = seal(team)
        # Only its newest word counts: a “yes” to this very text, given before a “no” to another, is not dug out again.
        now = next((row for row in of_team[-1:] if row.text == text), None)
        words = readable.get(now.pk, "") if now else ""
        yield Asked(place, team == own, text, now, words, changed=now is None and bool(of_team))


def _words_missing(lesson: Lesson, cited: Sequence[Cited]) -> Iterator[Missing]:
    here = lesson.get_absolute_url()
    networks = Network.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(wall=lesson.wall_id)
    confidential = networks.values_list("confidential", flat=True).first()
    if confidential is None:
        yield Missing(
            _("It is kept in its school system. Only what a network has learned is published: write it there.")
        )
    if confidential:
        yield Missing(_("This network is confidential: nothing of it is ever published."))
    asks = {
        "dek": _("Say in two sentences what you tried and what came of it."),
        "byline": _("Say who it is by, as it should be cited."),
    }
    if lesson.form == Lesson.Form.LESSON:
        asks |= {
            "tried": _("Say what you tried."),
            "saw": _("Say what you saw."),
            "cannot_say": _("Say what you cannot say: what the evidence leaves open."),
        }
    if lesson.form == Lesson.Form.PACKAGE:
        asks |= asked_of_a_package()
    for name, sentence in asks.items():
        if not getattr(lesson, name).strip():
            yield Missing(sentence, f"{here}#id_{name}")
    placed = {
        int(number)
        for name in ("body", "tried", "saw", "cannot_say")
        for number in PLACED.findall(getattr(lesson, name))
    }
    for number in sorted(placed - {one.number for one in cited}):
        yield Missing(
            _(
                "The text has a place for claim %(number)d, and there is no claim %(number)d. Cite it, or take the line out."
            )
            % {"number": number},
            f"{here}#id_saw",
        )


def _evidence_missing(lesson: Lesson, cited: Sequence[Cited], person: Asker, withheld: set[str]) -> Iterator[Missing]:
    here = lesson.get_absolute_url()
    if lesson.form in (Lesson.Form.LESSON, Lesson.Form.PACKAGE) and not cited:
        yield Missing(
            _("It cites no claim yet. A claim says in a sentence what you found, and has its evidence."),
            f"{here}#claims",
        )
    for one in cited:
        if one.chain is None:
            yield Missing(
                _(
                    "Claim %(number)d cannot be read any more: it was removed, or is kept by its team. Take it out, or ask for it back."
                )
                % {"number": one.number},
                f"{here}#claims",
            )
            continue
        chain = as_shown(one.chain, withheld)
        if needs_chain(lesson) and chain.of_effect and not any(_holds(chain, each) for each in chain.agreeing):
            yield from _no_chain(one.number, chain)
        yield from _unsized(chain, str(lesson.team_id or ""))
        yield from _of_no_team(one.number, chain)
    yield from _removed_cycles(cited, person)


def _removed_cycles(cited: Sequence[Cited], person: Asker) -> Iterator[Missing]:
    """A cycle that spoke for or against a claim and was removed since: it cannot simply disappear."""
    chains = {one.chain.ref: one for one in cited if one.chain}
    gone = (
        Artifact.objects.unrestricted(Reason.CHAIN_OF_ACT)
        .filter(reached(person), removed__isnull=False, links_out__target__in=list(chains), links_out__kind__in=ROLES)
        .values_list("title", "links_out__target")
    )
    for title, claim in gone:
        one = chains[str(claim)]
        yield Missing(
            _(
                "“%(cycle)s”, which spoke to claim %(number)d, was removed. Ask its team to bring it back or to untie it."
            )
            % {"cycle": title, "number": one.number},
            one.chain.address if one.chain else "",
        )


def _holds(chain: Chain, one: Evidence) -> bool:
    """A whole chain: a prediction locked, a measure with data, an idea that leads to a problem."""
    return one.locked and one.has_data and chain.reaches_a_problem(one)


def _no_chain(number: int, chain: Chain) -> Iterator[Missing]:
    if not chain.agreeing:
        yield Missing(
            _(
                "Claim %(number)d says that something had an effect, and no cycle that may be shown supports it. Tie one that does."
            )
            % {"number": number},
            chain.address,
        )
    for one in chain.agreeing:
        names = {"place": one.place.name or one.title, "cycle": one.number, "number": number}
        if not one.locked:
            yield Missing(
                _("%(place)s, cycle %(cycle)d: its prediction was never locked, so nobody can say what was expected.")
                % names,
                one.address,
            )
        if one.series is None:
            yield Missing(_("%(place)s, cycle %(cycle)d: no measure stands beside it.") % names, one.address)
        elif one.hides_all:
            names["measure"] = one.series.title
            yield Missing(
                _(
                    "%(place)s, cycle %(cycle)d: of “%(measure)s” nothing can be shown in public, because counts and groups under ten stay hidden."
                )
                % names,
                one.address,
            )
        elif not one.has_data:
            names["measure"] = one.series.title
            yield Missing(
                _("%(place)s, cycle %(cycle)d: its measure “%(measure)s” has no observations yet.") % names, one.address
            )
        if not chain.reaches_a_problem(one):
            yield Missing(
                _("%(place)s, cycle %(cycle)d: its idea does not lead, by an aim, to a problem of practice.") % names,
                one.address,
            )


def _unsized(chain: Chain, own: str) -> Iterator[Missing]:
    """What is told of a group must be coarsened, or hidden, by its size; without the size it cannot be."""
    for one in chain.evidence:
        if one.series is None or one.series.sized:
            continue
        names = {"measure": one.series.title, "place": one.place.name or one.title}
        if one.series.unit == Unit.SHARE:
            sentence = _(
                "“%(measure)s” (%(place)s) does not say out of how many each share was counted. Put the numbers in, so that small groups stay hidden."
            )
        else:
            sentence = _(
                "“%(measure)s” (%(place)s) does not say of how many people each figure is. Put the numbers in, so that groups under ten stay hidden."
            )
        put_in = reverse("inquiry:put_in", args=[one.series.ref]) if own and one.series.team == own else one.address
        yield Missing(sentence % names, put_in)


def _of_no_team(number: int, chain: Chain) -> Iterator[Missing]:
    """Each cycle, and its numbers, must be of a team that can be asked; and a claim must be carried by one."""
    for one in chain.evidence:
        names = {"cycle": one.title, "number": number}
        if not one.place.team:
            sentence = _(
                "“%(cycle)s”, which speaks to claim %(number)d, is of no team, so nobody can agree to its being published. Test it in a team, and tie that cycle instead."
            )
            yield Missing(sentence % names, one.address)
        elif one.series is not None and one.series.team != one.place.team:
            names = {"measure": one.series.title, "place": one.place.name, "cycle": str(one.number)}
            sentence = _(
                "“%(measure)s”, beside %(place)s, cycle %(cycle)s, is not this team’s own measure, so nobody can agree to its numbers being published. Hold one of its own beside it."
            )
            yield Missing(sentence % names, one.address)
    if not chain.place.team and not any(one.place.team for one in chain.evidence):
        sentence = _(
            "Claim %(number)d is of no team, and no team’s cycle speaks to it, so nobody can agree to its being published. Tie a team’s cycle to it."
        )
        yield Missing(sentence % {"number": number}, chain.address)


def _consent_missing(lesson: Lesson, asked: Sequence[Asked], cited: Sequence[Cited], also: str) -> Iterator[Missing]:
    here = f"{lesson.get_absolute_url()}#consents"
    changed = [one.place.name for one in asked if one.changed]
    if changed:
        yield Missing(
            _("The text has changed since %(names)s last answered. Ask anew.") % {"names": ", ".join(changed)}, here
        )
    never = [one.place.name for one in asked if one.consent is None and not one.changed]
    if never:
        yield Missing(
            ngettext(
                "%(names)s is not asked for consent yet.", "%(names)s are not asked for their consent yet.", len(never)
            )
            % {"names": ", ".join(never)},
            here,
        )
    for one in asked:
        if one.waiting:
            yield Missing(_("%(name)s has not answered yet.") % {"name": one.place.name}, here)
        elif one.withheld:
            yield from _withheld(lesson, one, cited, also)


def _withheld(lesson: Lesson, one: Asked, cited: Sequence[Cited], also: str) -> Iterator[Missing]:
    name, here = one.place.name, lesson.get_absolute_url()
    if one.own:
        yield Missing(_("%(name)s, whose lesson this is, does not agree to it.") % {"name": name}, f"{here}#consents")
        return
    rests = [
        c
        for c in cited
        if c.chain and any(p.team == one.place.team for p in (c.chain.place, *(t.place for t in c.chain.purpose)))
    ]
    for each in rests:
        yield Missing(
            _(
                "%(name)s does not agree, and claim %(number)d rests on its words. Take the claim out, or talk with them."
            )
            % {"name": name, "number": each.number},
            f"{here}#claims",
        )
    said = " ".join([also, *(str(getattr(lesson, field)) for field in words_of(lesson)), *(c.sentence for c in cited)])
    if name.casefold() in said.casefold():
        yield Missing(
            _("%(name)s does not wish to be shown, and the text still names it. Take the name out.") % {"name": name},
            f"{here}#id_body",
        )
