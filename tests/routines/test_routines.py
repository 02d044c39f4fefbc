"""Routines: written, tried, agreed by consent, made one's own, used; in the browser and by those who act."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from tests.asking import browser_of, queries
from tests.cast import Cast

from pergola.commons.actions import remove_artifact
from pergola.commons.models import Link, Participation
from pergola.gather.actions import open_community
from pergola.kernel.clock import at, now, today
from pergola.kernel.errors import NotAllowed, Refusal, Stale
from pergola.people.models import Person, WallMember, walls_of
from pergola.routines.actions import (
    adopt_routine,
    change_routine,
    consent_to,
    end_agreement,
    log_trial,
    make_routine_own,
    object_to,
    propose_routine,
    say_objection_is_met,
    share_routine,
    stop_using_routine,
    take_trial_back,
    word_anew,
    write_routine,
)
from pergola.routines.agreements import Standing, State, agreements_about
from pergola.routines.models import Adoption, Agreement, Routine, Trial, Voice, Wording
from pergola.routines.reading import family_of, users_of
from pergola.spaces.models import Community, Membership
from pergola.talk.models import Conversation, Notice
from pergola.walls.opening import walls

PAUSE = {"title": "Claim, pause, reason", "body": "Students hear a claim out.", "steps": "Claim\n\nPause\nReason "}


@pytest.fixture(autouse=True)
def _open(cast: Cast) -> object:
    with walls(cast.every_wall):
        yield


def written(cast: Cast, by: Person | None = None, **more: str) -> Routine:
    return write_routine(by=by or cast.member, community=cast.talk, **{**PAUSE, **more})


def tried(by: Person, routine: Routine, **more: object) -> Trial:
    said = {"on": today(), "with_whom": "Grade 7", "happened": "More spoke.", "again": "yes"}
    return log_trial(by=by, routine=routine, **{**said, **more})  # type: ignore[arg-type]


def how(agreement: Agreement, person: Person) -> Standing:
    return agreements_about(person, pk=agreement.pk)[0]


def joined(community: Community, person: Person) -> None:
    WallMember.objects.get_or_create(wall=community.wall, person=person)
    Membership.objects.get_or_create(community=community, person=person, defaults={"joined": now()})


def test_written_tried_proposed_and_it_stands(cast: Cast) -> None:
    """The whole way in the browser: by one who writes, one who tries and proposes, and nobody who objects."""
    member, coach = browser_of(cast.member), browser_of(cast.coach)
    listed = f"/communities/{cast.talk.pk}/routines/"
    assert "Nobody has written one yet" in member.get(listed).text
    page = member.post(f"{listed}write/", {**PAUSE, "grades": "6–8", "once": str(uuid4())}).headers["Location"]
    routine = Routine.objects.visible_to(cast.member).get()
    assert (routine.by_step, routine.family, page) == (
        ["Claim", "Pause", "Reason"],
        routine.pk,
        f"/routines/{routine.pk}/",
    )
    assert "Pause" in coach.get(page).text
    trial = {
        "on": str(today()),
        "with_whom": "Grade 7",
        "students": "24",
        "happened": "More spoke.",
        "again": "changed",
    }
    led = coach.post(f"{page}tried/", {**trial, "changed": "A longer pause", "once": str(uuid4())}).headers["Location"]
    told = member.get(led).text
    assert all(word in told for word in ("Tried once", "20 to 39 students", "A longer pause", "1 with a change"))
    given = {"words": "We begin one lesson a week with it.", "days": "7", "once": str(uuid4())}
    agreed = coach.post(f"{page}propose/", given).headers["Location"]
    assert "Do we teach with this?" in member.get(page).text
    assert member.post(f"{agreed}consent/", {"wording": "1"}).headers["Location"] == agreed
    assert "Marisol Member" in coach.get(agreed).text
    with at(now() + timedelta(days=7)):
        assert "One can object until" in member.get(agreed).text
    with at(now() + timedelta(days=8)):
        assert "We teach with this" in browser_of(cast.member).get(agreed).text
        assert "One routine we have agreed" in browser_of(cast.member).get(listed).text
    verbs = Participation.objects.visible_to(cast.coach).filter(artifact=routine.pk).values_list("verb", flat=True)
    assert sorted(verbs) == ["asked", "observed"]


def test_everybody_in_it_is_told_of_a_proposal_and_whoever_proposed_of_an_objection(cast: Cast) -> None:
    routine = written(cast)
    made = propose_routine(by=cast.member, routine=routine, words="We all do it.")
    told = set(Notice.objects.filter(kind="proposed").values_list("person__name", flat=True))
    assert told == {cast.coach.name, cast.facilitator.name}
    object_to(by=cast.coach, agreement=made, reason="My students read aloud first.")
    mine = Notice.objects.visible_to(cast.member).get(kind="objected")
    assert mine.led_to == f"/agreements/{made.pk}/"
    end_agreement(by=cast.member, agreement=made, because="We try it longer first.")
    assert not Notice.objects.filter(kind="proposed").exists()


def test_a_proposal_waits_on_the_month_of_those_asked_and_an_objection_on_that_of_whoever_proposed(cast: Cast) -> None:
    routine = written(cast)
    made = propose_routine(by=cast.member, routine=routine, words="We all do it.")
    asks, way = f"“{routine.title}” is proposed: can you teach with it?", f'href="{made.get_absolute_url()}"'

    def month(who: Person) -> str:
        return browser_of(who).get("/month/").text

    assert (asks in month(cast.coach), way in month(cast.coach)) == (True, True)
    for who in (cast.member, cast.neighbour, cast.lead_b, cast.outsider):
        assert asks not in month(who)
    object_to(by=cast.coach, agreement=made, reason="My students read aloud first.")
    assert asks not in month(cast.coach), "what one has said is asked no more"
    assert f"Somebody objects to what you proposed about “{routine.title}”" in month(cast.member)
    assert "Somebody objects to what you proposed" not in month(cast.facilitator)
    assert asks not in month(cast.facilitator), "while an objection stands, nothing is asked of the others"
    page = browser_of(cast.facilitator).get(made.get_absolute_url()).text
    assert ("Until it is met nothing is asked of you." in page, "btn-primary" in page.partition("<main")[2]) == (
        True,
        False,
    )
    waits = f"“{routine.title}” waits for your objection to be met"
    assert (waits in month(cast.coach), waits in month(cast.member)) == (True, False)
    say_objection_is_met(by=cast.coach, agreement=made)
    assert asks in month(cast.coach)
    assert "Somebody objects" not in month(cast.member)
    assert waits not in month(cast.coach)
    assert asks in month(cast.facilitator)
    Membership.objects.filter(person=cast.facilitator, community=cast.talk).update(joined=now())
    assert asks not in month(cast.facilitator), "it was asked before they came"
    with at(now() + timedelta(days=9)):
        assert asks not in month(cast.coach), "the last day is over"


def test_an_objection_holds_a_reason_and_holds_it_up_until_it_is_met(cast: Cast) -> None:
    made = propose_routine(by=cast.member, routine=written(cast), words="We all do it.", days=3)
    with pytest.raises(Refusal, match="without a reason"):
        object_to(by=cast.coach, agreement=made, reason="  ")
    object_to(by=cast.coach, agreement=made, reason="It takes the reading time.")
    with pytest.raises(Refusal, match="You object to this"):
        consent_to(by=cast.coach, agreement=made)
    later = now() + timedelta(days=10)
    with at(later):
        assert how(made, cast.member).state == State.OBJECTED
        with pytest.raises(Refusal, match="last day"):
            consent_to(by=cast.facilitator, agreement=made)
        with pytest.raises(Refusal, match="no objection of yours"):
            say_objection_is_met(by=cast.member, agreement=made)
        say_objection_is_met(by=cast.coach, agreement=made)
        stands = how(made, cast.member)
        assert (stands.state, stands.since, len(stands.met)) == (State.STANDS, today(), 1)


def test_every_objection_stays_as_it_was_said_and_is_told(cast: Cast) -> None:
    """Consented, objected, met, consented, objected again: nothing of it is written over, and each objection is news."""
    made = propose_routine(by=cast.member, routine=written(cast), words="We all do it.")
    consent_to(by=cast.coach, agreement=made)
    for number, reason in enumerate(("It takes the reading time.", "The seniors have an exam."), 1):
        object_to(by=cast.coach, agreement=made, reason=reason)
        with pytest.raises(Refusal, match="You object already"):
            object_to(by=cast.coach, agreement=made, reason="Otherwise.")
        assert not how(made, cast.coach).consents
        assert Notice.objects.visible_to(cast.member).filter(kind="objected").count() == number
        say_objection_is_met(by=cast.coach, agreement=made)
        page = browser_of(cast.coach)
        assert "Can you teach with this?" in page.get(made.get_absolute_url()).text
        page.post(f"{made.get_absolute_url()}consent/", {"wording": "1"})
        stands = how(made, cast.coach)
        assert ([one.by_id for one in stands.consents], len(stands.met)) == ([cast.coach.pk], number)
    said = page.get(made.get_absolute_url()).text
    assert all(one in said for one in ("It takes the reading time.", "The seniors have an exam.", "You consent."))
    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        Voice.objects.filter(wording__agreement=made).update(reason="Nothing.")


def test_the_last_day_ends_by_the_clock_of_the_school_system(cast: Cast) -> None:
    """The installation’s clock is New York’s: there it is the next day six hours before it is in Honolulu."""
    cast.alder.zone = "Pacific/Honolulu"
    cast.alder.save(update_fields=["zone"])
    with at(datetime(2026, 11, 13, 6, tzinfo=UTC)):  # the 12th in Honolulu, the 13th in New York
        made = propose_routine(by=cast.member, routine=written(cast), words="We all do it.", days=7)
        assert how(made, cast.coach).wording.until == date(2026, 11, 19)
    with at(datetime(2026, 11, 20, 9, 59, tzinfo=UTC)):
        stands = how(made, cast.coach)
        assert (stands.state, stands.takes_voices) == (State.OPEN, True)
        object_to(by=cast.coach, agreement=made, reason="It takes the reading time.")
    with at(datetime(2026, 11, 21, 9, 59, tzinfo=UTC)):
        say_objection_is_met(by=cast.coach, agreement=made)
        stands = how(made, cast.coach)
        assert (stands.state, stands.takes_voices, stands.since) == (State.STANDS, False, date(2026, 11, 20))


def test_other_words_begin_the_days_anew_and_what_was_said_before_stays(cast: Cast) -> None:
    made = propose_routine(by=cast.member, routine=written(cast), words="We all do it.", days=3)
    object_to(by=cast.coach, agreement=made, reason="Not in the first month.")
    with at(now() + timedelta(days=5)):
        with pytest.raises(NotAllowed):
            word_anew(by=cast.coach, agreement=made, words="From October on.")
        with pytest.raises(Refusal, match="stand there"):
            word_anew(by=cast.member, agreement=made, words="We all do it. ")
        word_anew(by=cast.member, agreement=made, words="From October on.", days=3)
        stands = how(made, cast.coach)
        assert (stands.state, stands.wording.number, stands.voice_of(cast.coach.pk)) == (State.OPEN, 2, None)
        assert "Not in the first month." in browser_of(cast.coach).get(f"/agreements/{made.pk}/").text
    with at(now() + timedelta(days=9)):
        assert how(made, cast.coach).state == State.STANDS
        with pytest.raises(Refusal, match="This stands"):
            word_anew(by=cast.member, agreement=made, words="Always.")


def test_one_proposal_at_a_time_by_those_who_are_in_it_for_some_days(cast: Cast) -> None:
    routine = written(cast)
    for days in (2, 43):
        with pytest.raises(Refusal, match="at least 3 days"):
            propose_routine(by=cast.member, routine=routine, words="We.", days=days)
    made = propose_routine(by=cast.member, routine=routine, words="We.")
    with pytest.raises(Refusal, match="already"):
        propose_routine(by=cast.coach, routine=routine, words="We, too.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.create(routine=routine, audience=made.audience, by=cast.coach)
    share_routine(by=cast.member, routine=routine)
    with pytest.raises(NotAllowed, match="in this community"):
        consent_to(by=cast.neighbour, agreement=made)
    with pytest.raises(NotAllowed, match="in this community"):
        propose_routine(by=cast.neighbour, routine=routine, words="They should.")


def test_what_stands_is_ended_with_a_reason_and_something_else_can_be_proposed(cast: Cast) -> None:
    routine = written(cast)
    made = propose_routine(by=cast.coach, routine=routine, words="We all do it.")
    with pytest.raises(Refusal, match="Take it back or end it first"):
        remove_artifact(by=cast.member, artifact=routine)
    with at(now() + timedelta(days=8)):
        with pytest.raises(NotAllowed):
            end_agreement(by=cast.member, agreement=made, because="I do not like it.")
        with pytest.raises(Refusal, match="why"):
            end_agreement(by=cast.facilitator, agreement=made, because=" ")
        end_agreement(by=cast.facilitator, agreement=made, because="The year is over.")
        assert how(made, cast.member).state == State.ENDED
        propose_routine(by=cast.member, routine=routine, words="We do it in spring.")


def test_a_wording_and_what_was_said_to_it_cannot_be_written_over(cast: Cast) -> None:
    made = propose_routine(by=cast.member, routine=written(cast), words="We all do it.")
    consent_to(by=cast.coach, agreement=made)
    for rows, change in (
        (Wording.objects.filter(agreement=made), {"words": "Otherwise."}),
        (Voice.objects.filter(wording__agreement=made), {"by": cast.facilitator}),
        (Agreement.objects.filter(pk=made.pk), {"by": cast.facilitator}),
    ):
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            rows.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Voice.objects.create(wording=made.wordings.get(), by=cast.facilitator, says="object")


def test_who_may_write_change_try_and_take_back(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="Join it first"):
        written(cast, by=cast.neighbour)
    routine = written(cast)
    with pytest.raises(NotAllowed, match="make it your own"):
        change_routine(by=cast.coach, routine=routine, revision=1, words={"body": "Mine."})
    with pytest.raises(NotAllowed, match="nothing here"):
        tried(cast.neighbour, routine)
    change_routine(by=cast.facilitator, routine=routine, revision=1, words={"body": "They wait."})
    with pytest.raises(Stale):
        change_routine(by=cast.member, routine=routine, revision=1, words={"body": "They speak."})
    with pytest.raises(Refusal, match="still to come"):
        tried(cast.coach, routine, on=today() + timedelta(days=1))
    with pytest.raises(Refusal, match="at least one step"):
        written(cast, steps=" \n ")
    with pytest.raises(Refusal, match="21 steps"):
        written(cast, steps="Step\n" * 21)
    trial = tried(cast.coach, routine)
    take_trial_back(by=cast.member, trial=trial)
    assert Trial.objects.visible_to(cast.member).exists()
    take_trial_back(by=cast.coach, trial=trial)
    assert not Trial.objects.visible_to(cast.coach).exists()


def test_what_was_written_to_the_community_stays_there_when_more_see_the_routine(cast: Cast) -> None:
    routine = written(cast)
    tried(cast.member, routine)
    adopt_routine(by=cast.member, routine=routine)
    share_routine(by=cast.member, routine=routine)
    tried(cast.coach, Routine.objects.visible_to(cast.coach).get(), happened="To all of us.")
    told = browser_of(cast.neighbour).get(f"/routines/{routine.pk}/").text
    assert ("To all of us." in told, "More spoke." in told, "One person uses it" in told) == (True, False, False)
    assert "More spoke." in browser_of(cast.coach).get(f"/routines/{routine.pk}/").text


def grown(cast: Cast) -> tuple[Routine, Routine]:
    """One of `talk`, and a variant of it in another community, which its maker is in."""
    routine = written(cast)
    joined(cast.seats, cast.member)
    words = {**PAUSE, "title": "Source, pause, reason", "discipline": "History"}
    variant = make_routine_own(
        by=cast.member, routine=routine, community=cast.seats, differs="The source is read aloud.", **words
    )
    return routine, variant


def test_a_variant_says_where_it_came_from_to_those_who_see_that(cast: Cast) -> None:
    routine, variant = grown(cast)
    assert (variant.forked_from_id, variant.family, variant.community) == (routine.pk, routine.pk, cast.seats)
    assert Link.objects.visible_to(cast.member).filter(source=variant.pk, target=routine.pk, kind="adapts").exists()
    both = browser_of(cast.member).get(f"/routines/{routine.pk}/family/").text
    assert ("Source, pause, reason" in both, "The source is read aloud." in both) == (True, True)
    mine = browser_of(cast.coach).get(f"/routines/{routine.pk}/family/").text
    assert ("Source, pause, reason" in mine, "Nobody has made a variant" in mine) == (False, True)
    theirs = browser_of(cast.neighbour).get(f"/routines/{variant.pk}/").text
    assert ("which you cannot see" in theirs, "Claim, pause" in theirs) == (True, False)
    assert "Claim, pause" not in browser_of(cast.neighbour).get(f"/routines/{variant.pk}/family/").text
    with pytest.raises(Refusal, match="what is different"):
        make_routine_own(by=cast.member, routine=routine, community=cast.seats, differs=" ", **PAUSE)
    with pytest.raises(NotAllowed, match="Join it first"):
        make_routine_own(by=cast.coach, routine=routine, community=cast.seats, differs="So.", **PAUSE)


def test_a_variant_goes_to_no_community_behind_another_wall(cast: Cast) -> None:
    routine = written(cast)
    far = open_community(by=cast.lead_b, wall=cast.brier_wall, name="Brier reads", charter="We read.")
    joined(far, cast.member)
    with pytest.raises(Refusal, match="same wall"):
        make_routine_own(by=cast.member, routine=routine, community=far, differs="So.", **PAUSE)


def test_a_long_line_of_variants_stays_readable(cast: Cast) -> None:
    last = written(cast)
    for number in range(14):
        words = {**PAUSE, "title": f"Variant {number}"}
        last = make_routine_own(by=cast.member, routine=last, community=cast.talk, differs="More.", **words)
    level, deepest = family_of(cast.member, last), 0
    while level:
        deepest, level = deepest + 1, [branch for node in level for branch in node.branches]
    assert deepest == 5
    assert all(
        f"Variant {number}" in browser_of(cast.member).get(f"/routines/{last.pk}/family/").text for number in range(14)
    )


def test_who_learned_it_from_whom_and_how_far_it_spreads(cast: Cast) -> None:
    routine = written(cast)
    page = f"/routines/{routine.pk}/"
    given = {"learned_from": str(cast.member.pk), "school": "Alder Street", "adapted": "In pairs", "once": str(uuid4())}
    assert browser_of(cast.coach).post(f"{page}use/", given).headers["Location"] == f"{page}#used"
    adopt_routine(by=cast.facilitator, routine=routine, learned_elsewhere="a colleague in Salem", school="Mill Road")
    told = browser_of(cast.member).get(page).text
    assert "who learned it from Marisol Member" in told
    assert (
        "learned it outside, from “a colleague in Salem”" in told,
        "One learned it from somebody outside" in told,
    ) == (
        True,
        True,
    )
    assert ("Alder Street" in told, "schools, as far as it is said" in told) == (False, False)
    with pytest.raises(Refusal, match="one of the two"):
        adopt_routine(by=cast.coach, routine=routine, learned_from=cast.member, learned_elsewhere="Somebody")
    with pytest.raises(Refusal, match="of this community"):
        adopt_routine(by=cast.coach, routine=routine, learned_from=cast.neighbour)
    with pytest.raises(Refusal, match="somebody else"):
        adopt_routine(by=cast.coach, routine=routine, learned_from=cast.coach)
    stop_using_routine(by=cast.coach, routine=routine)
    assert users_of(cast.member, routine).people == 1
    adopt_routine(by=cast.coach, routine=routine)
    assert users_of(cast.member, routine).people == 2


def test_in_how_many_schools_is_said_of_five_who_said_so_and_then_of_ten(cast: Cast) -> None:
    """Their names stand beside it: the number never moves with one who came."""
    routine = written(cast)
    said = ("Alder Street", "alder  street", "Mill Road", "", "Mill road", "Alder Street", "Hill", "Dale", "Shore")
    told = []
    for number, school in enumerate((*said, "", "Vale")):
        one = Person.objects.create(name=f"Teacher {number}")
        joined(cast.talk, one)
        adopt_routine(by=one, routine=routine, school=school)
        told.append(users_of(cast.member, routine).schools)
    assert told == [None] * 5 + [2] * 5 + [2]
    assert "In 2 schools" in browser_of(cast.member).get(f"/routines/{routine.pk}/").text
    adopt_routine(by=cast.coach, routine=routine, school="Ridge")
    assert users_of(cast.member, routine).schools == 7


def test_a_class_of_few_is_told_as_few_and_every_other_by_its_size_class(cast: Cast) -> None:
    routine = written(cast)
    for students in (1, 9, 24, 300):
        tried(cast.member, routine, students=students)
    told = browser_of(cast.coach).get(f"/routines/{routine.pk}/").text
    assert told.count("fewer than ten students") == 2
    assert ("20 to 39 students" in told, "300 or more students" in told) == (True, True)
    assert not any(word in told for word in ("· 1 student", "· 9 students", "24 students"))


def test_whom_one_learned_it_from_stays_said_when_they_have_left(cast: Cast) -> None:
    routine = written(cast, by=cast.coach)
    adopt_routine(by=cast.coach, routine=routine, learned_from=cast.member)
    Membership.objects.filter(community=cast.talk, person=cast.member).delete()
    browser, page = browser_of(cast.coach), f"/routines/{routine.pk}/use/"
    chosen = f'<option value="{cast.member.pk}" selected>'
    assert chosen in browser.get(page).text
    given = {"learned_from": str(cast.member.pk), "school": "Mill Road", "once": str(uuid4())}
    assert browser.post(page, given).status_code == 302
    mine = Adoption.objects.visible_to(cast.coach).get()
    assert (mine.learned_from_id, mine.school) == (cast.member.pk, "Mill Road")
    with pytest.raises(Refusal, match="of this community"):
        adopt_routine(by=cast.facilitator, routine=routine, learned_from=cast.member)


def test_whoever_begins_again_uses_it_since_then(cast: Cast) -> None:
    routine, october = written(cast), datetime(2025, 10, 2, 15, tzinfo=UTC)
    with at(october):
        adopt_routine(by=cast.coach, routine=routine)
    with at(october + timedelta(days=30)):
        assert adopt_routine(by=cast.coach, routine=routine, adapted="In pairs").since == october
        stop_using_routine(by=cast.coach, routine=routine)
    with at(october + timedelta(days=220)):
        adopt_routine(by=cast.coach, routine=routine)
        assert Adoption.objects.visible_to(cast.coach).get().since == october + timedelta(days=220)


def test_what_is_wrong_is_said_beside_it_and_nothing_is_lost(cast: Cast) -> None:
    routine, browser = written(cast), browser_of(cast.coach)
    page = f"/routines/{routine.pk}/"
    wrong = browser.post(
        f"{page}tried/", {"on": "yesterday", "with_whom": "Grade 7", "happened": "More spoke.", "students": "0"}
    )
    assert (wrong.status_code, "More spoke." in wrong.text, "from 1 to 999" in wrong.text) == (422, True, True)
    both = {"learned_from": str(cast.member.pk), "learned_elsewhere": "Salem", "adapted": "In pairs"}
    refused = browser.post(f"{page}use/", both)
    assert (refused.status_code, "Say one of the two" in refused.text, "In pairs" in refused.text) == (422, True, True)
    agreed = propose_routine(by=cast.member, routine=routine, words="We.").get_absolute_url()
    empty = browser.post(f"{agreed}object/", {"reason": ""})
    assert (empty.status_code, "without a reason cannot be answered" in empty.text) == (422, True)
    stale = browser_of(cast.member)
    change_routine(by=cast.facilitator, routine=routine, revision=1, words={"body": "They wait."})
    again = stale.post(f"{page}change/", {**PAUSE, "body": "They speak.", "revision": "1"})
    assert (again.status_code, "They wait." in again.text, "They speak." in again.text) == (422, True, True)


def test_nobody_says_anything_to_words_they_have_not_read(cast: Cast) -> None:
    """The form was open when it was worded anew: nothing is taken, and what was written is there still."""
    routine = written(cast)
    made = propose_routine(by=cast.coach, routine=routine, words="One lesson a week.")
    agreed, browser = made.get_absolute_url(), browser_of(cast.member)

    def voices() -> int:
        with walls(cast.every_wall):
            return Voice.objects.filter(wording__agreement=made).count()

    assert 'name="wording" value="1"' in browser.get(agreed).text
    word_anew(by=cast.coach, agreement=made, words="Every lesson.")
    browser.post(f"{agreed}consent/", {"wording": "1"})
    assert "It was worded anew meanwhile, and nothing was taken." in browser.get(agreed).text
    told = browser.post(f"{agreed}object/", {"wording": "1", "reason": "Too often.", "once": str(uuid4())})
    assert (told.status_code, "Every lesson." in told.text, "Too often." in told.text) == (422, True, True)
    assert voices() == 0
    for odd in ("", "0", "-1", "²", "9" * 40):
        browser.post(f"{agreed}consent/", {"wording": odd})
    assert voices() == 0
    browser.post(f"{agreed}consent/", {"wording": "2"})
    assert voices() == 1
    assert "I object, and say why" not in browser_of(cast.coach).get(agreed).text, "it is the coach’s own proposal"


def test_nobody_words_anew_what_they_have_not_read(cast: Cast) -> None:
    """The facilitator's form was open when whoever proposed it worded it anew."""
    made = propose_routine(by=cast.member, routine=written(cast), words="One lesson a week.")
    page, browser = f"{made.get_absolute_url()}word-anew/", browser_of(cast.facilitator)
    assert 'name="wording" value="1"' in browser.get(page).text
    word_anew(by=cast.member, agreement=made, words="Every lesson.")
    given = {"words": "One lesson a month.", "days": "7", "wording": "1"}
    told = browser.post(page, given | {"once": str(uuid4())})
    assert told.status_code == 422
    assert all(one in told.text for one in ("worded anew meanwhile", "Every lesson.", "One lesson a month."))
    assert 'name="wording" value="2"' in told.text, "sent again it is on purpose"
    with walls(cast.every_wall):
        assert [one.words for one in Wording.objects.order_by("number")] == ["One lesson a week.", "Every lesson."]
    done = browser.post(page, given | {"wording": "2", "once": str(uuid4())}, follow=True)
    assert "These words stand there now." in done.text


def test_an_objection_without_a_reason_to_words_that_changed_is_told_that_they_did(cast: Cast) -> None:
    made = propose_routine(by=cast.coach, routine=written(cast), words="One lesson a week.")
    word_anew(by=cast.coach, agreement=made, words="Every lesson.")
    page, browser = f"{made.get_absolute_url()}object/", browser_of(cast.member)
    told = browser.post(page, {"wording": "1", "reason": " ", "once": str(uuid4())})
    assert (told.status_code, "worded anew meanwhile" in told.text, "Every lesson." in told.text) == (422, True, True)
    again = browser.post(page, {"wording": "2", "reason": "", "once": str(uuid4())})
    assert (again.status_code, "worded anew meanwhile" in again.text) == (422, False)


def test_what_has_ended_meanwhile_says_so_and_keeps_what_was_written(cast: Cast) -> None:
    made = propose_routine(by=cast.coach, routine=written(cast), words="One lesson a week.")
    page, once = made.get_absolute_url(), {"once": str(uuid4())}
    end_agreement(by=cast.coach, agreement=made, because="The trip comes first.")
    keeper, member = browser_of(cast.facilitator), browser_of(cast.member)
    sent = {"words": "Every second lesson.", "days": "7", "wording": "1"}
    for address, given, words in (
        ("word-anew/", sent, "Every second lesson."),
        ("end/", {"because": "Nobody has time."}, "Nobody has time."),
    ):
        assert keeper.get(f"{page}{address}")["Location"] == page
        told = keeper.post(f"{page}{address}", given | once)
        assert (told.status_code, words in told.text, "The trip comes first." in told.text) == (422, True, True), (
            address
        )
        assert member.post(f"{page}{address}", given | once).status_code == 403
    told = member.post(f"{page}object/", {"wording": "1", "reason": "It costs the reading.", **once})
    assert (told.status_code, "It costs the reading." in told.text) == (422, True)
    assert "taken back or ended meanwhile" in told.text
    with walls(cast.every_wall):
        made.refresh_from_db()
        assert (made.because, made.ended_by) == ("The trip comes first.", cast.coach)


def test_an_objection_is_talked_about_in_the_community(cast: Cast) -> None:
    made = propose_routine(by=cast.coach, routine=written(cast), words="One lesson a week.")
    object_to(by=cast.member, agreement=made, reason="It costs the reading.")
    share_routine(by=cast.member, routine=made.routine)
    page, browser = made.get_absolute_url(), browser_of(cast.coach)
    assert f"{page}talk/" in browser.get(page).text
    asked = browser.get(f"{page}talk/").text
    assert ("It costs the reading." in asked, "Not now" in asked) == (True, True)
    begun = browser.post(f"{page}talk/", {"body": "What if it is one lesson a month?", "once": str(uuid4())})
    with walls(cast.every_wall):
        talked = Conversation.objects.get(title="What if it is one lesson a month?")
        assert (begun["Location"], talked.audience.kind) == (talked.get_absolute_url(), "community")
    assert talked.get_absolute_url() in browser_of(cast.member).get(page).text
    assert browser_of(cast.outsider).get(f"{page}talk/").status_code == 404


def test_whoever_sends_a_form_is_told_that_it_is_done(cast: Cast) -> None:
    routine, browser = written(cast), browser_of(cast.coach)
    page = routine.get_absolute_url()
    assert "Not now" in browser.get(f"{page}use/").text
    for address, given, said in (
        (
            "tried/",
            {"on": today().isoformat(), "with_whom": "Grade 7", "happened": "So.", "again": "yes"},
            "Thank you.",
        ),
        ("use/", {"school": "Mill Road"}, "Kept. Your line"),
        ("propose/", {"words": "One lesson a week.", "days": "7"}, "Proposed. Everybody in"),
        ("make-it-ours/", {**PAUSE, "differs": "Aloud.", "community": str(cast.talk.pk)}, "Here is yours."),
    ):
        done = browser.post(f"{page}{address}", given | {"once": str(uuid4())}, follow=True)
        assert said in done.text, address
    assert "Leave it as it was" in browser.get(f"{page}use/").text, "there is something to leave"


def test_a_draft_is_kept_and_forgotten_once_it_is_sent(cast: Cast) -> None:
    routine, browser = written(cast), browser_of(cast.coach)
    box = f"/drafts/routine-tried:{routine.pk}:happened/"
    assert browser.post(box, {"happened": "Half a sent"}).status_code == 204
    assert "Half a sent" in browser.get(f"/routines/{routine.pk}/tried/").text
    given = {"on": str(today()), "with_whom": "Grade 7", "happened": "Whole.", "again": "no", "once": str(uuid4())}
    browser.post(f"/routines/{routine.pk}/tried/", given)
    assert "Half a sent" not in browser.get(f"/routines/{routine.pk}/tried/").text


def test_a_second_click_is_no_second_trial(cast: Cast) -> None:
    routine, browser = written(cast), browser_of(cast.coach)
    given = {"on": str(today()), "with_whom": "Grade 7", "happened": "Whole.", "again": "no", "once": str(uuid4())}
    for _ in range(2):
        assert browser.post(f"/routines/{routine.pk}/tried/", given).status_code == 302
    assert Trial.objects.visible_to(cast.coach).count() == 1


def test_found_by_its_steps(cast: Cast) -> None:
    written(cast, steps="Whisper it to the wall")
    assert "Claim, pause, reason" in browser_of(cast.coach).get("/search/", {"q": "whisper"}).text
    assert "Claim, pause, reason" not in browser_of(cast.neighbour).get("/search/", {"q": "whisper"}).text


def test_of_a_closed_community_a_routine_is_read_and_no_more(cast: Cast) -> None:
    routine = written(cast)
    Community.objects.filter(pk=cast.talk.pk).update(closed=now(), closed_by=cast.facilitator)
    page = f"/routines/{routine.pk}/"
    told = browser_of(cast.member).get(page)
    assert (told.status_code, "I tried it" in told.text, "Make it yours" in told.text) == (200, False, False)
    for way in ("tried/", "use/", "make-it-ours/", "propose/", "change/", "share/"):
        assert browser_of(cast.member).get(f"{page}{way}").status_code == 403, way


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_ask_a_fixed_number_of_questions(cast: Cast, rows: int) -> None:
    for number in range(rows):
        routine = written(cast, title=f"Routine {number}")
        tried(cast.coach, routine)
        adopt_routine(by=cast.coach, routine=routine, learned_from=cast.member)
        make_routine_own(by=cast.coach, routine=routine, community=cast.talk, differs="So.", **PAUSE)
        made = propose_routine(by=cast.member, routine=routine, words="We.")
        consent_to(by=cast.coach, agreement=made)
    for _ in range(rows - 1):
        tried(cast.coach, routine)
        make_routine_own(by=cast.coach, routine=routine, community=cast.talk, differs="So.", **PAUSE)
    browser = browser_of(cast.member)
    pages = {
        f"/communities/{cast.talk.pk}/routines/": 8, f"/routines/{routine.pk}/": 12, f"/routines/{routine.pk}/family/": 4,
        f"/agreements/{made.pk}/": 8,
    }  # fmt: skip
    asked = {}
    for page in pages:
        with queries() as those:
            assert browser.get(page).status_code == 200
        asked[page] = len(those)
    assert asked == pages


def test_who_has_left_says_nothing_more_and_reads_nothing(cast: Cast) -> None:
    routine = written(cast)
    made = propose_routine(by=cast.member, routine=routine, words="We.")
    Membership.objects.filter(community=cast.talk, person=cast.member).delete()
    with walls(walls_of(cast.member)):
        assert browser_of(cast.member).get(f"/agreements/{made.pk}/").status_code == 404
        assert not Adoption.objects.visible_to(cast.member).exists()
    with pytest.raises(NotAllowed):
        end_agreement(by=cast.member, agreement=made, because="I am gone.")
    end_agreement(by=cast.facilitator, agreement=made, because="Whoever proposed it has left.")
