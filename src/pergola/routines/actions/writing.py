"""Writing a routine, changing its words, making one's own of it, letting more people see it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Link, Participation
from pergola.commons.models.artifact import bump
from pergola.commons.models.participation import took_part
from pergola.kernel.clock import now
from pergola.kernel.errors import Refusal, Stale
from pergola.kernel.ids import new_id
from pergola.people.models import Person
from pergola.routines.holding import held
from pergola.routines.models import Routine
from pergola.routines.rules import must_change, must_use, must_work_in
from pergola.spaces.audiences import for_community, for_wall
from pergola.spaces.models import Audience, Community

MOST_STEPS = 20
WORDS = ("title", "body", "steps", "discipline", "grades")


@transaction.atomic
def write_routine(
    *, by: Person, community: Community, title: str, body: str, steps: str, discipline: str = "", grades: str = ""
) -> Routine:
    """A routine of this community: its name, what it helps students do, its steps, for which discipline and grades."""
    must_work_in(by, community)
    pk = new_id()
    words = _fit({"title": title, "body": body, "steps": steps, "discipline": discipline, "grades": grades})
    return _made(by, community, words, id=pk, family=pk)


@transaction.atomic
def make_routine_own(
    *, by: Person, routine: Routine, community: Community, differs: str, title: str, body: str, steps: str,
    discipline: str = "", grades: str = "",
) -> Routine:  # fmt: skip
    """A variant: a routine of its own in a community of whoever makes it, which says what is different and why.

    The community it goes to reads these words; of the first one it reads what it could read before.
    """
    must_use(by, routine)
    must_work_in(by, community)
    if community.wall_id != routine.wall_id:
        raise Refusal(_("Choose a community behind the same wall: nothing is carried across."), field="community")
    if not differs.strip():
        raise Refusal(_("Say in a sentence what is different, and why: others learn from just that."), field="differs")
    words = _fit({"title": title, "body": body, "steps": steps, "discipline": discipline, "grades": grades})
    made = _made(
        by, community, words, differs=differs.strip(), family=routine.family, forked_from_id=routine.pk
    )  # fmt: skip
    Link.objects.create(source_id=made.pk, target_id=routine.pk, kind=Link.Kind.ADAPTS, made_by=by, made=now())
    return made


@transaction.atomic
def change_routine(*, by: Person, routine: Routine, revision: int, words: Mapping[str, Any]) -> Routine:
    """Change its words, unless somebody changed them meanwhile. `revision` is the one they were written over."""
    must_change(by, routine)
    fit = _fit(words)
    current = held(routine)
    changed = [field for field, value in fit.items() if getattr(current, field) != value]
    if not changed:
        return current
    if current.revision != revision:
        raise Stale(
            _("Somebody changed this while you were writing. Nothing is lost: theirs and yours are both here."),
            theirs=str(getattr(current, changed[0])), mine=str(fit[changed[0]]), field=changed[0],
        )  # fmt: skip
    for field in changed:
        setattr(current, field, fit[field])
    current.save(update_fields=[*changed, "words"])
    bump(current)
    took_part(by, Participation.Verb.CHANGED, artifact=current)
    return current


@transaction.atomic
def share_routine(*, by: Person, routine: Routine) -> Routine:
    """Let everyone behind its wall see it. What was written beneath it to the community stays the community's."""
    must_change(by, routine)
    current = held(routine)
    if current.audience.kind != Audience.Kind.WALL:
        current.audience = for_wall(current.wall_id)
        current.changed = now()
        current.save(update_fields=["audience", "changed"])
        took_part(by, Participation.Verb.CHANGED, artifact=current)
    return current


def _made(by: Person, community: Community, words: dict[str, Any], **more: Any) -> Routine:
    made = Routine(
        wall_id=community.wall_id, community=community, audience=for_community(community), made_by=by, made=now(),
        changed=now(), **words, **more,
    )  # fmt: skip
    made.save(force_insert=True)
    took_part(by, Participation.Verb.MADE, artifact=made)
    return made


def _fit(words: Mapping[str, Any]) -> dict[str, Any]:
    """Without blank edges and blank lines. Raises Refusal for what a routine cannot be without."""
    fit = {field: str(value).strip() for field, value in words.items()}
    for field, sentence in (
        ("title", _("Give it a name that a colleague can say.")),
        ("body", _("Say in a sentence what it helps students do.")),
    ):
        if field in fit and not fit[field]:
            raise Refusal(sentence, field=field)
    if "steps" in fit:
        lines = [line.strip() for line in fit["steps"].splitlines() if line.strip()]
        if not lines:
            raise Refusal(_("Write at least one step, each on a line of its own."), field="steps")
        if len(lines) > MOST_STEPS:
            raise Refusal(
                _("These are %(n)s steps, and %(most)s are the most. Put some together.")
                % {"n": len(lines), "most": MOST_STEPS},
                field="steps",
            )
        fit["steps"] = "\n".join(lines)
    return fit
