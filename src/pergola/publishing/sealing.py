"""What an answer is sealed to: the words of the lesson, the claims it cites, the licence, and what is published of that team."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from pergola.commons.models import File, Link
from pergola.publishing.evidence import Chain
from pergola.publishing.frozen import freeze
from pergola.publishing.materials import files_of, said_of
from pergola.publishing.models import PACKAGE_WORDS, Lesson
from pergola.walls.reasons import Reason

LICENCE: Final = "CC BY 4.0"
"""What everyone may do with what is published. Who agrees to a lesson agrees to this."""
WORDS = (
    "title", "form", "finding", "dek", "body", "tried", "saw", "cannot_say", "if_you_try",
    "challenge", "context", "steps", "byline",
)  # fmt: skip
"""What its authors write; with the claims they cite it is the text that everybody is asked about."""


def words_of(lesson: Lesson) -> tuple[str, ...]:
    """What its authors write, of this form: a package says more, and its answers are sealed to that too."""
    return (*WORDS, *PACKAGE_WORDS) if lesson.form == Lesson.Form.PACKAGE else WORDS


CITE: Final = Concat(Cast("target_id", TextField()), Value(" "), "note", output_field=TextField())
"""A citation as one text: which claim, and how the lesson says it."""


def seal_of_words(lesson: Lesson, cites: Iterable[str], files: Sequence[dict[str, Any]] = ()) -> str:
    """SHA-256 of the licence, the words, the citations (`CITE` of each), and a package’s files: of what only its authors change."""
    kept: list[object] = [LICENCE, {name: getattr(lesson, name) for name in words_of(lesson)}, list(cites)]
    if files and lesson.form == Lesson.Form.PACKAGE:  # where there are none, it is sealed as it always was
        kept.append(list(files))
    return _digest(kept)


def seal_as_it_stands(lesson: Lesson) -> str:
    """The seal of the words as they are now, whoever looks."""
    return seal_with(lesson, files_of(lesson))


def seal_with(lesson: Lesson, files: Iterable[File]) -> str:
    """The same, with the files that were read already."""
    cites = _citing().filter(source=lesson.pk).values_list(CITE, flat=True)
    return seal_of_words(lesson, cites, [said_of(one) for one in files])


def its_citations() -> ArraySubquery:
    """What its lesson cites, as a column of a query over consents."""
    return ArraySubquery(_citing().filter(source=OuterRef("lesson")).values(cite=CITE))


def _citing() -> QuerySet[Link]:
    """In the order they were cited."""
    return Link.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(kind=Link.Kind.CITES).order_by("made", "pk")


def seal_for(team: str, words: str, said: Sequence[tuple[str, Chain]]) -> str:
    """What one team's answer holds for: the words, each claim as it is said, and of that team what the public would have.

    `words` is the seal of the words; `said` each claim that can be read, with its chain in the public's figures. A row
    corrected, a cycle more, another note on a tie: each makes another seal, so that this team is asked anew.
    """
    claims = [[sentence, chain.sentence, chain.holds_for, chain.not_shown] for sentence, chain in said]
    return _digest([words, claims, [theirs(freeze(chain), team) for _sentence, chain in said]])


def theirs(chain: dict[str, Any], team: str) -> dict[str, Any]:
    """Of a frozen chain what is of this team."""
    return {
        "claim": chain["place"]["team"] == team and [chain["of_effect"], chain["place"]],
        "purpose": [one for one in chain["purpose"] if one["place"]["team"] == team],
        "evidence": [one for one in chain["evidence"] if one["place"]["team"] == team],
    }


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
