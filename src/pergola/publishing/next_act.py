"""The one thing to do next with a draft, for whoever looks at it."""

from dataclasses import dataclass
from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pergola.people.models import Asker
from pergola.publishing.models import Consent, Edition, Lesson
from pergola.publishing.readiness import Readiness
from pergola.publishing.rules import may_publish, may_write


@dataclass(frozen=True, slots=True)
class NextAct:
    """`post`: the button sends a form to `address`; otherwise it leads there. No button: nothing to do but wait."""

    title: str
    sentence: str
    address: str = ""
    button: str = ""
    post: bool = False
    public: bool = False
    """What it does is seen by everyone."""
    tone: Literal["", "waits"] = ""


def next_act(lesson: Lesson, state: Readiness, person: Asker, edition: Edition | None) -> NextAct:
    """Complete it, ask, answer, wait, publish, or see what is published: one of these at a time."""
    package = lesson.form == Lesson.Form.PACKAGE
    if edition is not None and edition.content_text == state.text:  # type: ignore[attr-defined]  # annotated by `published_of`
        sentence = _(
            "Version %(version)d is what everyone reads. What you change here is not public until you publish again."
        )
        return NextAct(
            _("This package is published") if package else _("This lesson is published"),
            sentence % {"version": edition.version},
            edition.get_absolute_url(),
            _("Read it as everyone does"),
        )
    writes = may_write(person, lesson)
    if writes and (state.words or state.evidence):
        return _complete(state)
    if writes and state.may_ask:
        return _ask(lesson, state)
    mine = _mine_to_answer(state, person)
    if mine is not None:
        title = _("Next: say whether your own team agrees")
        return NextAct(
            title,
            _("As the text stands now. Any change asks everyone anew."),
            reverse("publishing:consent", args=[mine.pk]),
            _("Read it and answer"),
        )
    if not writes and (state.missing or not may_publish(person, lesson)):
        return _read(lesson)
    if state.consent:
        return NextAct(_("Waiting for an answer"), " ".join(one.sentence for one in state.consent), tone="waits")
    if may_publish(person, lesson):
        title = _("Next: publish it")
        sentence = _(
            "Nothing is missing, and everyone has answered. What is published never changes; you can withdraw it, or publish a new version."
        )
        return NextAct(
            title,
            sentence,
            reverse("publishing:publish", args=[lesson.pk]),
            _("Publish the package") if package else _("Publish the lesson"),
            post=True,
            public=True,
        )
    return NextAct(
        _("Ready to be published"), _("Nothing is missing. Its team’s lead or the hub can publish it."), tone="waits"
    )


def _read(lesson: Lesson) -> NextAct:
    """For whoever neither writes it nor answers: there is nothing to do but read."""
    sentence = _("It is still being written, by its own people. You may read it as it stands.")
    return NextAct(
        _("Read the draft"), sentence, reverse("publishing:preview", args=[lesson.pk]), _("Read it as it stands")
    )


def _complete(state: Readiness) -> NextAct:
    missing = state.missing
    count = ngettext("One thing stands in the way.", "%(n)d things stand in the way.", len(missing))
    sentence = f"{count % {'n': len(missing)}} {missing[0].sentence}"
    return NextAct(
        _("Next: what is missing"), sentence, missing[0].address, _("Go to it") if missing[0].address else ""
    )


def _ask(lesson: Lesson, state: Readiness) -> NextAct:
    names = ", ".join(one.place.name for one in state.asked if one.consent is None)
    again = any(one.changed for one in state.asked)
    title = _("Next: ask for consent anew") if again else _("Next: ask for consent")
    sentence = (
        _("The text has changed since it was agreed to. %(names)s will be asked for the text as it is now.")
        if again
        else _(
            "%(names)s are in this package. Each will read it, with what it says about them, and give or withhold consent."
        )
        if lesson.form == Lesson.Form.PACKAGE
        else _(
            "%(names)s are in this lesson. Each will read it, with what it says about them, and give or withhold consent."
        )
    )
    return NextAct(
        title, sentence % {"names": names}, reverse("publishing:ask", args=[lesson.pk]), _("Ask them"), post=True
    )


def _mine_to_answer(state: Readiness, person: Asker) -> Consent | None:
    waiting = [one.consent.pk for one in state.asked if one.consent is not None and one.waiting]
    return Consent.objects.editable_by(person).filter(pk__in=waiting).first() if waiting else None
