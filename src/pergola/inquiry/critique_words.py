"""What of a thing is sent to critical friends: its words, field by field, and by what they may be asked to look at it.

A later kind is declared here by its module, with the fields that are sent; numbers, files and conversations never are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from pergola.commons.models import Artifact
from pergola.inquiry.models import Aim, ChangeIdea, Cycle, Expectation, Measure, Part, Problem, SentVersion
from pergola.inquiry.parts import Node, all_of, nodes_of
from pergola.kernel.errors import Sentence
from pergola.kernel.templatetags.pergola import dated
from pergola.people.models import Asker


@dataclass(frozen=True, slots=True)
class Asked:
    """A kind of thing: which fields of it are sent, by name and label, and what one usually asks about it."""

    model: Any
    fields: dict[str, Sentence]
    criteria: tuple[Sentence, ...]


_kinds: dict[str, Asked] = {}


def ask_of(kind: str, asked: Asked) -> None:
    """This kind of thing can be sent to critical friends."""
    _kinds[kind] = asked


def may_be_asked_of(kind: str) -> bool:
    return kind in _kinds


def suggested(kind: str) -> list[str]:
    """A few criteria to begin with, in the words of today’s reader."""
    return [str(one) for one in _kinds[kind].criteria]


def as_it_stands(thing: Artifact, by: Asker) -> list[list[str]]:
    """The words of a thing now, field by field; what is empty is left out."""
    asked = _kinds[thing.kind]
    whole: Any = asked.model.objects.visible_to(by).get(pk=thing.pk)
    pairs = [[name, _said(whole, name)] for name in asked.fields]
    if isinstance(whole, Cycle):
        parts = Expectation.objects.visible_to(by).filter(cycle=whole).values_list("text", flat=True)
        pairs += [["expectation", text] for text in parts]
    if isinstance(whole, Problem):
        pairs += [["cause", " → ".join(_way_to(one))] for one in _ends_of(whole, by)]
    return [pair for pair in pairs if pair[1]]


def _ends_of(problem: Problem, by: Asker) -> list[Node]:
    """The last of each row of whys: what lies on the way to it is said with it."""
    grown = Part.objects.visible_to(by).filter(artifact=problem.pk, of=Part.Of.CAUSES, removed=None)
    return [one for one in all_of(nodes_of(grown.select_related("idea"))) if not one.children]


def _way_to(node: Node) -> list[str]:
    return [*(_way_to(node.parent) if node.parent else []), node.words]


def _said(thing: Any, name: str) -> str:
    """As its page would say it: a choice by its label."""
    display = getattr(thing, f"get_{name}_display", None)
    value = display() if display else getattr(thing, name)
    if isinstance(value, date):
        return dated(value)
    return "" if value is None or value == "" else str(value)


def told(sent: SentVersion, kind: str) -> list[tuple[str, str]]:
    """What was sent, each with its label."""
    return labelled(sent.words, kind)


def labelled(words: Iterable[Sequence[str]], kind: str) -> list[tuple[str, str]]:
    """Pairs of a field and what stands in it, with the label of the field in the words of today’s reader."""
    labels = {**_kinds[kind].fields, "expectation": PART, "cause": CAUSE}
    return [(str(labels.get(name, name)), text) for name, text in words]


PART: Final = _("Part of the prediction")
CAUSE: Final = _("What may lie beneath")
ask_of(
    Problem.KIND,
    Asked(
        Problem,
        {
            "affected": _("Who is affected"), "scope": _("How far it reaches"), "evidence": _("How we know"),
            "baseline": _("Where we stand"), "body": _("More"),
        },
        (
            _("Is it in our own practice, something we can act on?"),
            _("Is it about teacher, student and content, and can it be seen?"),
            _("Does the evidence show it, and for whom?"),
        ),
    ),
)  # fmt: skip
ask_of(
    Aim.KIND,
    Asked(
        Aim,
        {
            "for_whom": _("For whom"), "was": _("From"), "goal": _("How much"), "by_when": _("By when"), "body": _("More"),
        },
        (
            _("How much, for whom, by when: is each said?"),
            _("Would reaching it mean that the problem is smaller?"),
            _("Is anybody left out of it?"),
        ),
    ),
)  # fmt: skip
ask_of(
    ChangeIdea.KIND,
    Asked(
        ChangeIdea,
        {
            "body": _("How it goes"), "tried_elsewhere": _("Tried elsewhere?"), "record": _("What came of it?"),
            "like_ours": _("In a place like ours?"),
        },
        (
            _("What speaks for it: tried elsewhere, a track record, places like ours?"),
            _("Is it small enough to try next week?"),
            _("What could go wrong for whom?"),
        ),
    ),
)  # fmt: skip
ask_of(
    Measure.KIND,
    Asked(
        Measure,
        {
            "role": _("What it is for"), "unit": _("Unit"), "counts": _("What counts"), "out_of": _("Out of"),
            "window": _("Over what time"), "population": _("Of whom"), "every": _("One point is a"),
            "body": _("How it is counted"),
        },
        (
            _("Would two people count the same?"),
            _("Could we count it every week without it being a burden?"),
            _("What else might suffer, and would we see it?"),
        ),
    ),
)  # fmt: skip
ask_of(
    Cycle.KIND,
    Asked(
        Cycle,
        {
            "question": _("We want to find out"), "scope": _("Where, and with whom"), "width": _("It reaches"),
            "school": _("School"), "context": _("What kind of place"), "dose": _("How much, how often"),
            "who": _("Who does what"), "change": _("What begins"), "begins": _("First day"),
            "study_by": _("Study by"), "prediction": _("What we predict"), "happened": _("What happened"),
            "surprises": _("What surprised us"), "learned": _("What we learned"),
        },
        (
            _("Can this test answer its question?"),
            _("Is the prediction clear enough to turn out wrong?"),
            _("Is it as small as still tells something?"),
        ),
    ),
)  # fmt: skip
