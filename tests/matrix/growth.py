"""What grows from one home’s problem and aim: a cause, drivers with an idea on one, a clause, what is known, versions."""

from datetime import UTC, datetime
from typing import Any

from pergola.commons.models import Artifact
from pergola.inquiry.models import Ground, Part, Version
from pergola.people.models import Person

WHEN = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
Of = Part.Of


def lay_growth(name: str, made: dict[str, Artifact], by: Person) -> dict[str, dict[str, Any]]:
    """Under “driver of alder”, “taken-out driver of alder” and so on, the words of their addresses."""
    problem, aim, idea = made["problem"], made["aim"], made["idea"]
    common = {"made_by": by, "changed_by": by, "made": WHEN, "changed": WHEN}
    cause = Part.objects.create(artifact=problem, of=Of.CAUSES, words="We ask for evidence alone", **common)
    driver = Part.objects.create(artifact=aim, of=Of.DRIVERS, words="Talk before writing", **common)
    second = Part.objects.create(artifact=aim, of=Of.DRIVERS, words="Time to write", position=1, **common)
    Part.objects.create(artifact=aim, of=Of.DRIVERS, parent=driver, idea_id=idea.pk, **common)
    gone = Part.objects.create(
        artifact=aim, of=Of.DRIVERS, words="Homework", position=2, removed=WHEN, removed_by=by, **common
    )
    clause = Part.objects.create(artifact=aim, of=Of.THEORY, clause="if", words="we talk first", **common)
    of_problem = Ground.objects.create(artifact=problem, source=made["measure"], note="Counted.", made_by=by, made=WHEN)
    of_clause = Ground.objects.create(
        artifact=aim, part=clause, source=made["measure"], note="Soon.", made_by=by, made=WHEN
    )
    kept = {"id": driver.pk, "parent": None, "words": "Talk", "idea": "", "clause": ""}
    hung = {"id": 0, "parent": driver.pk, "words": "Say it", "idea": str(idea.pk), "clause": ""}
    words = {"title": "Evidence is copied", "affected": "", "scope": "", "evidence": "", "baseline": "", "body": ""}
    for thing, of, told in (
        (problem, "problem", {"words": words, "parts": []}),
        (aim, "drivers", {"words": {}, "parts": [kept, hung]}),
        (aim, "theory", {"words": {}, "parts": [{**kept, "clause": "if"}]}),
    ):
        Version.objects.create(artifact=thing, of=of, number=1, why="At first.", by=by, at=WHEN, told=told)
    named: dict[str, dict[str, Any]] = {
        "cause": {"pk": cause.pk}, "driver": {"pk": driver.pk}, "second driver": {"pk": second.pk}, "taken-out driver": {"pk": gone.pk},
        "clause": {"pk": clause.pk}, "known of problem": {"pk": of_problem.pk}, "known of clause": {"pk": of_clause.pk},
        "version of problem": {"pk": problem.pk, "number": 1}, "version of drivers": {"pk": aim.pk, "number": 1},
        "version of theory": {"pk": aim.pk, "number": 1},
        "version of a problem, asked of an aim": {"pk": aim.pk, "number": 1},
        "version of drivers, asked of a problem": {"pk": problem.pk, "number": 1},
    }  # fmt: skip
    return {f"{one} of {name}": words for one, words in named.items()}
