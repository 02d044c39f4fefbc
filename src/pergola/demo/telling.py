"""The sample's words: lessons with their consents, and conversations."""

from typing import Any

from pergola.demo.days import Days
from pergola.demo.inquiring import MINUTE
from pergola.demo.story import Made, Story
from pergola.people.models import Person
from pergola.publishing import actions as publishing
from pergola.publishing.models import PACKAGE_WORDS, Consent, Edition, Lesson
from pergola.publishing.sealing import WORDS
from pergola.spaces.models import TeamMember
from pergola.talk.actions import say, start_conversation

type Content = dict[str, Any]


def lesson(story: Story, days: Days, people: dict[str, Person], told: Content) -> None:
    """Written, its claims cited, its contributors asked; answered and published if the content says when."""
    by, key = people[told["by"]], f"lesson:{told['key']}"
    claims = [Made(f"claim:{one}") for one in told.get("claims", [])]
    words = {name: days.words(told[name].strip()) for name in WORDS if name in told}
    ready = [f"tie:{one}" for one in told.get("rests_on", [])]
    story.tell(
        days.moment(told["written"]),
        _write,
        by=by,
        home=Made(told["home"]),
        claims=claims,
        words=words,
        makes=key,
        needs=ready,
    )
    asked = f"asked:{told['key']}"
    if "asked" in told:
        story.tell(days.moment(told["asked"]), publishing.ask_for_consent, by=by, lesson=Made(key), makes=asked)
    if "published" in told:
        consents: Any = Made(asked) if "asked" in told else []
        story.tell(
            days.moment(told["published"]),
            _publish,
            by=by,
            lesson=Made(key),
            consents=consents,
            words=told.get("consent", {}),
            makes=f"edition:{told['key']}",
        )


def _write(*, by: Person, home: Any, claims: list[Any], words: dict[str, str]) -> Lesson:
    made = publishing.write_lesson(by=by, home=home, whole_network=True, **words)
    for claim in claims:
        publishing.cite_claim(by=by, lesson=made, claim=claim)
    return made


def _publish(*, by: Person, lesson: Lesson, consents: list[Consent], words: dict[str, str]) -> Edition:
    """Each team's lead answers for it; then it is told."""
    for consent in consents:
        lead = consent.team.members.select_related("person").get(role=TeamMember.Role.LEAD)
        answer, word = Consent.Answer.GIVEN, words.get(consent.team.name, "")
        publishing.answer_consent(by=lead.person, consent=consent, answer=answer, words=word)
    return publishing.publish_lesson(by=by, lesson=lesson)


def package(story: Story, days: Days, people: dict[str, Person], told: Content) -> None:
    """Made from a published lesson, published itself, and begun with elsewhere."""
    by, key, edition = people[told["by"]], f"lesson:{told['key']}", f"edition:{told['key']}"
    words = {name: days.words(told[name].strip()) for name in ("dek", "byline", *PACKAGE_WORDS)}
    story.tell(
        days.moment(told["written"]), _pack, by=by, home=Made(told["home"]), title=told["title"],
        lesson=Made(f"lesson:{told['from']}"), words=words, makes=key, needs=[f"edition:{told['from']}"],
    )  # fmt: skip
    story.tell(days.moment(told["published"]), _publish_package, by=by, lesson=Made(key), makes=edition)
    for one in told.get("begun", []):
        said = {name: days.words(one[name]) for name in ("title", "body", "aim", "goal", "scope")}
        story.tell(
            days.moment(one["on"]), publishing.adopt_package, by=people[one["by"]], edition=Made(edition),
            team=Made(f"team:{one['team']}"), by_when=days.day(one["by_when"]), named=one["named"], **said,
        )  # fmt: skip


def _pack(*, by: Person, home: Any, title: str, lesson: Lesson, words: dict[str, str]) -> Lesson:
    made = publishing.make_package(by=by, home=home, title=title, lesson=lesson, whole_network=True)
    return publishing.edit_lesson(by=by, lesson=made, revision=made.revision, **words)


def _publish_package(*, by: Person, lesson: Lesson) -> Edition:
    return _publish(by=by, lesson=lesson, consents=publishing.ask_for_consent(by=by, lesson=lesson), words={})


def conversation(story: Story, days: Days, people: dict[str, Person], told: Content) -> None:
    """A question somebody asked, and what was answered, each on its day."""
    key, body = f"talk:{told['title']}", days.words(told.get("body", "").strip())
    by, space = people[told["by"]], Made(told["in"])
    story.tell(
        days.moment(told["on"]), start_conversation, by=by, space=space, title=told["title"], body=body, makes=key
    )
    posts(story, days, people, {"about": key, "said": told.get("said", [])})


def posts(story: Story, days: Days, people: dict[str, Person], told: Content) -> None:
    """What was said about a thing: `said` is a list of [name, day, words]."""
    before = told["about"]
    for place, (name, when, words) in enumerate(told["said"]):
        body, here = days.words(words.strip()), f"{told['about']}:{place}"
        story.tell(
            days.moment(when) + place * MINUTE,
            say,
            by=people[name],
            artifact=Made(told["about"]),
            body=body,
            makes=here,
            needs=[before],
        )
        before = here
