"""My month, gathered: the one next thing, what we said we would try, when we meet, what is new. No lists of everything."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from pergola.commons.models import Artifact, Participation
from pergola.desk.aside import Marking, Question, Walked, aside_of
from pergola.desk.asked import Asked
from pergola.desk.first_steps import NEWCOMER, Guide, Stand, Step, guide_of
from pergola.gather.commitments import Line, home_wall, this_month
from pergola.inquiry.homes import waits_for
from pergola.inquiry.models import Cycle, Lean
from pergola.inquiry.standing import Bay, bays
from pergola.kernel.clock import now
from pergola.kernel.templatetags.pergola import day
from pergola.meetings.reading import Next, next_gatherings
from pergola.people.hubs import of_a_hub
from pergola.people.models import Person, WallMember
from pergola.publishing.models import Consent, Edition, Lesson
from pergola.publishing.reading import asked_of, waiting_among
from pergola.spaces.models import Audience, Community, Membership, Team, TeamMember

NEW_FOR, MOST_NEW, MOST_LISTED, MEETINGS_SHOWN = timedelta(days=14), 6, 40, 3
OPEN_STEPS = (Cycle.Step.PLAN, Cycle.Step.DO, Cycle.Step.STUDY, Cycle.Step.ACT)


@dataclass(frozen=True)
class Act:
    """The one next thing: what, why now, where."""

    title: str
    why: str
    button: str
    url: str


@dataclass(frozen=True)
class News:
    title: str
    url: str
    where: str


@dataclass(frozen=True)
class Month:
    act: Act | None
    cycle: Cycle | None
    """The cycle whose four steps are shown, if one is open."""
    bays: list[Bay]
    meetings: list[Next]
    communities: list[Community]
    news: list[News]
    teams: list[Team]
    """The teams one is on."""
    questions: list[Question]
    """Pulses and polls that wait, beside the act."""
    walked: list[Walked]
    """Where one says one is on a pathway: one’s own."""
    asked: list[Asked]
    """Invitations, and who would learn with one, beside the act."""
    boards: list[Marking]
    """Boards of tensions on which one has marked nothing this month."""
    dead_ends: bool = False
    """Does anything one may change lead nowhere any more?"""
    meant: Line | None = None
    """What one means to do this month, where one has said so: one’s own."""
    guide: Guide | None = None
    """The first steps of somebody new, where any are left."""

    @property
    def steps(self) -> list[Step]:
        """Of the guide, those that are not the one next thing already."""
        if self.guide is None:
            return []
        led = self.act is not None and self.act.url == self.guide.steps[0].url
        return self.guide.more if led else self.guide.steps

    @property
    def kept(self) -> list[Community]:
        """The communities one keeps going."""
        return [one for one in self.communities if getattr(one, "kept", False)]

    @property
    def first_news(self) -> list[News]:
        return self.news[:MOST_NEW]

    @property
    def more_news(self) -> list[News]:
        return self.news[MOST_NEW:MOST_LISTED]

    @property
    def is_cut(self) -> bool:
        """Has more happened than is read here?"""
        return len(self.news) > MOST_LISTED


def month_of_person(person: Person, standing: list[WallMember]) -> Month:
    """Everything on the page in nine queries, ten where a consent waits; up to three more for somebody new.

    `standing`: the walls they are behind.
    """
    cycles = _open_cycles(person)
    joined = Membership.objects.filter(person=person, community=OuterRef("pk"))
    keeping = Exists(joined.filter(role=Membership.Role.FACILITATOR))
    mine = Community.objects.visible_to(person).filter(Exists(joined)).going_on()
    communities = list(mine.annotate(kept=keeping))
    waiting = _waiting(person, cycles)
    fresh = _fresh(person)
    lessons = {one.pk for one in fresh if one.kind == Lesson.KIND}
    aside = aside_of(person, lessons)
    consents = waiting_among(asked_of(person))[:1] if aside.consent else []
    urgent = _consent(consents) or (_step(waiting) if waiting else None)
    shown = waiting or (cycles[0] if cycles else None)
    teams = _teams(person, fresh)
    meetings = next_gatherings(person, MEETINGS_SHOWN)
    own = [one for one in teams if getattr(one, "own", False)]
    kept = [one for one in communities if getattr(one, "kept", False)]
    led = [one for one in own if getattr(one, "leads", False)]
    guide = guide_of(Stand(person, standing, communities, kept, own, led, meetings))
    wall = home_wall(standing)
    asked, questions = aside.asked, aside.questions
    act, newcomer = urgent, guide is not None and guide.kind == NEWCOMER
    if act is None and asked:
        act, asked = _asked(asked[0]), asked[1:]
    if act is None and questions and not newcomer:
        act, questions = _question(questions[0]), questions[1:]
    return Month(
        act=act or _first_step(guide) or _elsewhere(communities, cycles, standing),
        cycle=shown,
        bays=bays(shown, None) if shown else [],
        meetings=meetings,
        communities=communities,
        news=_news(fresh, lessons - aside.told, communities, teams),
        teams=own,
        questions=questions,
        walked=aside.walked,
        asked=asked,
        boards=aside.boards,
        dead_ends=aside.dead_ends,
        meant=this_month(person, wall) if wall else None,
        guide=guide,
    )


def _open_cycles(person: Person) -> list[Cycle]:
    """Mine, through a team, or a community I was in when it began; the one to be decided first."""
    teams = TeamMember.objects.filter(person=person).values("team")
    there = Membership.objects.filter(person=person, community=OuterRef("community"), joined__lte=OuterRef("made"))
    mine = Cycle.objects.visible_to(person).filter(Q(team__in=teams) | Q(Exists(there), team=None), step__in=OPEN_STEPS)
    leaning = Exists(Lean.objects.visible_to(person).filter(person=person, cycle=OuterRef("pk")))
    return sorted(
        mine.select_related("team", "community").annotate(leaning=leaning).order_by("-changed").defer("search")[:20],
        key=lambda one: -OPEN_STEPS.index(Cycle.Step(one.step)),
    )


def _consent(consents: list[Consent]) -> Act | None:
    if not consents:
        return None
    lesson = consents[0].lesson
    return Act(
        _("Next: say whether it may be told"),
        _("“%(lesson)s” speaks of your team’s work. Nothing is published before you have read it.")
        % {"lesson": lesson.title},
        _("Read it and answer"),
        reverse("publishing:consent", args=[consents[0].pk]),
    )


def _waiting(person: Person, cycles: list[Cycle]) -> Cycle | None:
    """The cycle that waits for this person: the first, but for those where they have said which way they lean, and those
    of a community that somebody else began, until everybody is asked."""
    leant = [one for one in cycles if one.step == Cycle.Step.ACT and getattr(one, "leaning", False)]
    return next((one for one in cycles if one not in leant and waits_for(person, one)), None)


def _step(cycle: Cycle) -> Act:
    what, url = {"title": cycle.title, "n": cycle.number}, cycle.get_absolute_url()
    match cycle.step:
        case Cycle.Step.ACT:
            when = _(" by %(day)s") % {"day": date_format(cycle.decide_by, "l j F")} if cycle.decide_by else ""
            why = _(
                "Your team decides%(when)s what becomes of cycle %(n)d, “%(title)s”: adopt, adapt, abandon or scale. About two minutes."
            )
            return Act(
                _("Next: say which way you lean"),
                why % (what | {"when": when}),
                _("Say which way I lean"),
                f"{url}#lean",
            )
        case Cycle.Step.STUDY:
            why = _("The data of cycle %(n)d, “%(title)s”, is in. What did you learn that you did not expect?") % what
            return Act(_("Next: study what happened"), why, _("Open the chart"), url)
        case Cycle.Step.DO:
            why = _("Cycle %(n)d, “%(title)s”, is being tried. A few numbers a week are plenty.") % what
            return Act(_("Next: put in what you counted"), why, _("Open the cycle"), url)
    why = _("Cycle %(n)d, “%(title)s”, is being planned. Write what you expect before you count.") % what
    return Act(_("Next: write your prediction"), why, _("Open the plan"), url)


def _asked(one: Asked) -> Act:
    """Somebody waits for a yes or a no."""
    return Act(_("Next: %(what)s") % {"what": one.title}, one.why, one.button, one.url)


def _question(one: Question) -> Act:
    why = _("Until %(day)s. What you answer is added to what others answer, and kept nowhere beside your name.")
    return Act(
        _("Next: %(question)s") % {"question": one.title},
        why % {"day": day(one.closes)},
        _("Answer in two minutes"),
        one.url,
    )


def _first_step(guide: Guide | None) -> Act | None:
    """Where nothing waits, the first thing to do for somebody new."""
    if guide is None:
        return None
    one = guide.steps[0]
    return Act(one.title, one.why, one.button, one.url)


def _elsewhere(communities: list[Community], cycles: list[Cycle], standing: list[WallMember]) -> Act | None:
    """Where nothing of one's own waits: the hub looks after its teams; who is in nothing yet is shown what there is."""
    if of_a_hub(standing):
        return Act(
            _("Next: see who would be glad of help"),
            _("Every team of your network stands on one page, with the reason it stands where it does."),
            _("Open the teams"),
            reverse("desk:hubs"),
        )
    if communities or cycles or not standing:
        return None
    return Act(
        _("Next: find a community"),
        _("You are in none yet. Joining takes a minute, and you can leave freely."),
        _("See the communities"),
        reverse("desk:communities"),
    )


def _fresh(person: Person) -> list[Artifact]:
    """What is new in two weeks, but for what this person was the last to change or to speak on. Two queries."""
    newest = [
        one
        for one in Artifact.objects.newest(Audience.objects.visible_to(person), most=2 * MOST_LISTED)
        if one.changed > now() - NEW_FOR
    ]
    acts = Participation.objects.visible_to(person).filter(artifact__in=[one.pk for one in newest])
    own = dict(acts.values_list("artifact").annotate(Max("at")))
    told = {one.title for one in newest if one.kind == Edition.KIND}
    return [
        one
        for one in newest
        if not (one.pk in own and own[one.pk] >= one.changed)
        and not (one.kind == Edition.KIND and one.made_by_id == person.pk)
        and (one.kind != Lesson.KIND or one.title not in told)
    ]


def _teams(person: Person, fresh: list[Artifact]) -> list[Team]:
    """One's own teams, and those whose news is told; `own` says which, `leads` those one leads. One query."""
    mine = TeamMember.objects.filter(person=person, team=OuterRef("pk"))
    told = {one.team_id for one in fresh if one.team_id}
    seen = Team.objects.visible_to(person).annotate(
        own=Exists(mine), leads=Exists(mine.filter(role=TeamMember.Role.LEAD))
    )
    return list(seen.filter(Q(own=True) | Q(pk__in=told)))


def _news(fresh: list[Artifact], drafts: set[UUID], communities: list[Community], teams: list[Team]) -> list[News]:
    names: dict[UUID | None, str] = {one.pk: str(one) for one in (*communities, *teams)}
    return [
        News(
            one.title,
            one.get_absolute_url(),
            " · ".join(
                filter(None, [_place(one, names), _("draft lesson") if one.pk in drafts else one.kind_word, _when(one)])
            ),
        )
        for one in fresh
    ]


def _place(one: Artifact, names: dict[UUID | None, str]) -> str:
    return names.get(one.community_id) or names.get(one.team_id) or ""


def _when(one: Artifact) -> str:
    return str(date_format(localtime(one.changed), "j F"))
