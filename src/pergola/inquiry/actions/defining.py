"""A measure defined once for a network: written by its hub in versions, taken up by its teams."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Link, Participation
from pergola.commons.models.artifact import bump
from pergola.commons.models.participation import took_part
from pergola.inquiry.counting_so import tell_later
from pergola.inquiry.defining import held_definition, must_define, must_not_be_withdrawn
from pergola.inquiry.homes import home_of
from pergola.inquiry.making import fresh, link, make, said
from pergola.inquiry.models import Aim, CountedBy, Definition, DefinitionVersion, Measure
from pergola.inquiry.models.definition import WORDS
from pergola.inquiry.rules import must_change, must_see, must_work_in, per_of
from pergola.kernel.clock import now, today
from pergola.kernel.errors import NotAllowed, Refusal, Stale
from pergola.people.models import Person
from pergola.spaces.models import Network
from pergola.talk.models import Notice
from pergola.walls.reasons import Reason


@transaction.atomic
def write_definition(*, by: Person, network: Network, unit: str, per: int | None = None, **words: Any) -> Definition:
    """Define a measure for every team of the network. It is version 1."""
    must_define(by, network.wall_id)
    made = Definition.objects.create(network=network, unit=unit, per=per_of(unit, per), made_by=by, made=now())
    _write(by, made, 1, words)
    took_part(by, Participation.Verb.MADE, wall=network.wall_id)
    return made


@transaction.atomic
def change_definition(
    *, by: Person, definition: Definition, differs: str, version: int, **words: Any
) -> DefinitionVersion:
    """Say it anew, as the next version, and what is different. Teams go on by the old one until they take this one up.

    `version`: the number of the one these words were written over. Raises Stale where another was written meanwhile:
    nobody writes over words they have not read.
    """
    must_define(by, definition.wall_id)
    held = held_definition(definition)
    must_not_be_withdrawn(held)
    newest = held.versions.first()
    assert newest is not None, "a definition is never without its first version"
    if version != newest.number:
        raise _stale(newest, words)
    if all(_clean(words)[name] == getattr(newest, name) for name in _clean(words)):
        raise Refusal(_("These are the words of version %(number)d. Change some of them.") % {"number": newest.number})
    made = _write(by, held, newest.number + 1, {**words, "differs": said(differs, field="differs")})
    took_part(by, Participation.Verb.CHANGED, wall=held.wall_id)
    tell_later(by, held, Notice.What.VERSION, made.number)
    return made


@transaction.atomic
def count_by(*, by: Person, aim: Aim, definition: Definition) -> Measure:
    """Count by this definition for one's own aim. The network sees that the team does."""
    must_see(by, aim)
    home = home_of(aim)
    assert home is not None, "aims are always somebody's"
    must_work_in(by, home)
    if definition.wall_id != aim.wall_id:
        raise NotAllowed(_("This definition is of another network."))
    must_not_be_withdrawn(held_definition(definition))
    newest = _newest(definition)
    if _counted_for(aim, definition):
        raise Refusal(_("Your aim is counted by this definition already."), field="definition")
    measure = make(
        Measure, by=by, home=home, unit=definition.unit, per=definition.per, **{name: getattr(newest, name) for name in WORDS}
    )  # fmt: skip
    link(by=by, source=measure, kind=Link.Kind.MEASURES, target=aim)
    CountedBy.objects.create(measure=measure, version=newest, since=None, by=by, at=now())
    return measure


@transaction.atomic
def count_by_version(*, by: Person, measure: Measure, version: DefinitionVersion, since: date) -> CountedBy:
    """Count by the newer version from this day on. What was counted before stays what it was."""
    must_change(by, measure)
    held = fresh(measure)
    standing = held.counted_by.select_related("version__definition").last()
    if standing is None or standing.version.definition_id != version.definition_id:
        raise NotAllowed(_("This measure is not counted by that definition."))
    must_not_be_withdrawn(held_definition(standing.version.definition))
    if version.number <= standing.version.number:
        raise Refusal(_("Your measure is counted by version %(number)d already.") % {"number": standing.version.number})
    if since > today():
        raise Refusal(_("Say this once you count so: the day is still to come."), field="since")
    if standing.since is not None and since <= standing.since:
        raise Refusal(_("By then you counted by an older version. Write a later day."), field="since")
    made = CountedBy.objects.create(measure=held, version=version, since=since, by=by, at=now())
    for name in WORDS:
        setattr(held, name, getattr(version, name))
    held.save()
    bump(held)
    took_part(by, Participation.Verb.CHANGED, artifact=held)
    return made


def _stale(newest: DefinitionVersion, words: dict[str, Any]) -> Stale:
    sentence = _("%(who)s wrote version %(number)d meanwhile. Read it, and send again what is to be version %(next)d.")
    told = {"who": newest.made_by, "number": newest.number, "next": newest.number + 1}
    return Stale(sentence % told, theirs=newest.counts, mine=str(words.get("counts", "")))


def _write(by: Person, definition: Definition, number: int, words: dict[str, Any]) -> DefinitionVersion:
    words = _clean(words)
    for name in ("title", "counts"):
        words[name] = said(words.get(name, ""), field=name)
    if definition.unit in (Measure.Unit.SHARE, Measure.Unit.RATE) and not words.get("out_of"):
        raise Refusal(_("Say out of what: every team divides by the same."), field="out_of")
    return DefinitionVersion.objects.create(definition=definition, number=number, made_by=by, made=now(), **words)


def _clean(words: dict[str, Any]) -> dict[str, Any]:
    return {name: word.strip() if isinstance(word, str) else word for name, word in words.items()}


def _newest(definition: Definition) -> DefinitionVersion:
    newest = definition.versions.first()
    assert newest is not None, "a definition is never without its first version"
    return newest


def _counted_for(aim: Aim, definition: Definition) -> bool:
    measuring = Link.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(target=aim, kind=Link.Kind.MEASURES)
    taken = CountedBy.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(
        version__definition=definition, measure__in=measuring.values("source"), measure__removed=None
    )
    return taken.exists()
