"""Who is told of what, and that nobody hears more than the doors show."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from tests.asking import browser_of, queries
from tests.cast import Cast
from tests.gather.stories import mail_server
from tests.meetings.stories import meets, moved
from tests.posting import post_everything
from tests.talk.telling import begun, reach_by_mail, said, told, want

from pergola.commons.actions import remove_artifact
from pergola.commons.models import Letter
from pergola.gather.actions import ask_for_help, help_came, leave_community
from pergola.kernel.clock import at
from pergola.people.models import walls_of
from pergola.spaces.audiences import for_public
from pergola.talk.actions import News, remove_post, tell
from pergola.talk.models import Conversation, How, Notice
from pergola.walls.models import PUBLIC_WALL
from pergola.walls.opening import walls

pytestmark = pytest.mark.usefixtures("at_noon")


def test_a_beginning_is_told_to_everybody_here_and_to_nobody_else(cast: Cast) -> None:
    begun(cast)
    assert told(cast) == {"coach": ["began"], "facilitator": ["began"]}


def test_an_answer_is_told_to_those_who_take_part(cast: Cast) -> None:
    talk = begun(cast)
    said(cast, cast.coach, talk)
    assert told(cast) == {"coach": ["began"], "facilitator": ["began"], "member": ["post"]}
    said(cast, cast.member, talk)
    assert told(cast)["coach"] == ["began", "post"], "who answered takes part"
    assert told(cast)["facilitator"] == ["began"]


def test_what_was_removed_is_not_told_of_and_is_again_when_it_is_back(cast: Cast) -> None:
    talk = begun(cast)
    post = said(cast, cast.coach, talk)
    with walls(walls_of(cast.coach)):
        remove_post(by=cast.coach, post=post)
    assert "member" not in told(cast)
    with walls(walls_of(cast.member)):
        remove_artifact(by=cast.member, artifact=talk)
    assert told(cast) == {}


def test_whoever_left_is_told_nothing_more_not_even_of_before(cast: Cast) -> None:
    begun(cast)
    with walls(walls_of(cast.coach)):
        leave_community(by=cast.coach, community=cast.talk)
    assert told(cast) == {"facilitator": ["began"]}


def test_told_twice_is_told_once(cast: Cast) -> None:
    talk = begun(cast)
    with walls(walls_of(cast.member)):
        news = News(Notice.Kind.BEGAN, talk.pk, talk.audience, artifact=talk)
        assert tell(by=cast.member, news=news) == 0
    assert told(cast)["coach"] == ["began"]


def test_the_public_is_told_nothing(cast: Cast) -> None:
    with walls([PUBLIC_WALL]):
        public = for_public()
        thing = Conversation.objects.create(title="For all", wall_id=PUBLIC_WALL, audience=public, made_by=cast.member)
        assert tell(by=cast.member, news=News(Notice.Kind.BEGAN, thing.pk, public, artifact=thing)) == 0


def test_a_date_that_changes_waits_once(cast: Cast) -> None:
    with at(datetime(2026, 11, 20, 12, tzinfo=UTC)):
        one = meets(cast, datetime(2026, 12, 3, 20, tzinfo=UTC))
        moved(cast, one, datetime(2026, 12, 3, 21, tzinfo=UTC))
        page = browser_of(cast.member).get("/notices/").text
    assert told(cast) == {"coach": ["date"], "member": ["date"]}
    assert "Talk that does the thinking meets Thursday 3 December, 4:00 pm EST" in page


def test_another_room_and_a_date_put_back_are_told_to_who_read_the_first_news(cast: Cast) -> None:
    def meet(when: datetime, where: str) -> int:
        moved(cast, one, when, where)
        browser.post("/notices/read/")
        return len(told(cast)["member"])

    browser, first = browser_of(cast.member), datetime(2026, 12, 3, 20, tzinfo=UTC)
    one = meets(cast, first)
    assert meet(first, "Room 12") == 1, "nothing changed since it was set"
    assert meet(first, "The gym") == 2, "another room"
    assert "The gym" in browser.get("/notices/").text
    assert meet(first + timedelta(days=1), "The gym") == 3
    assert meet(first, "The gym") == 4, "the date put back"
    assert meet(first, " The gym ") == 4, "nothing changed, nothing is told"


def test_help_is_asked_of_the_hub_and_is_over_when_it_came(cast: Cast) -> None:
    reach_by_mail(cast.hub_director)
    with walls(walls_of(cast.member)):
        ask_for_help(by=cast.member, team=cast.alder_team, what="Somebody who can count.")
    assert told(cast) == {"hub director": ["help"]}
    with mail_server() as box:
        assert post_everything() == ["sent"], "somebody waits for an answer: a mail at once"
    assert box.mails[0]["Subject"] == "The team Alder Valley would be glad of help"
    assert "Somebody who can count." in box.mails[0].get_content()
    with walls(walls_of(cast.member)):
        help_came(by=cast.member, team=cast.alder_team)
    assert told(cast) == {}


# The page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_one_question_however_long_it_is(cast: Cast, rows: int) -> None:
    for n in range(rows):
        begun(cast, title=f"Question {n}")
    browser = browser_of(cast.coach)
    browser.get("/notices/")
    with queries() as asked:
        page = browser.get("/notices/").text
    assert page.count("In period 3.") == rows
    assert len(asked) == 1, asked


def test_the_mast_says_how_many_in_words_and_reading_is_right_on_every_device(cast: Cast) -> None:
    for n in range(3):
        begun(cast, title=f"Question {n}")
    phone, desk = browser_of(cast.coach), browser_of(cast.coach)
    assert ": three new" in phone.get("/help/").text
    assert phone.get("/notices/count/").text == "three new"
    page = desk.get("/notices/").text
    first = re.search(r'action="(/notices/[^"]+-[^"]+/read/)"', page)
    assert first
    assert desk.post(first[1])["Location"].startswith("/notices/#notice-")
    assert phone.get("/notices/count/").text == "two new"
    desk.post("/notices/read/")
    assert phone.get("/notices/count/").text == ""
    assert "Nothing is new" in phone.get("/notices/").text
    assert "Question 1" in phone.get("/notices/").text, "what was read is still there"


def test_after_one_is_read_the_next_new_one_comes_into_focus_and_after_the_last_the_heading(cast: Cast) -> None:
    for n in range(3):
        begun(cast, title=f"Question {n}")
    browser = browser_of(cast.coach)
    page = browser.get("/notices/").text
    first, second, third = re.findall(r'<li id="notice-([0-9a-f-]+)" tabindex="-1">', page)
    assert browser.post(f"/notices/{second}/read/")["Location"] == f"/notices/#notice-{third}"
    assert browser.post(f"/notices/{first}/read/")["Location"] == f"/notices/#notice-{third}", (
        "the second is read already"
    )
    assert browser.post(f"/notices/{third}/read/")["Location"] == "/notices/#notices"
    assert '<h1 id="notices" tabindex="-1">' in browser.get("/notices/").text


def test_a_page_that_asks_again_is_told_only_what_changed(cast: Cast) -> None:
    begun(cast)
    browser = browser_of(cast.coach)
    tag = browser.get("/notices/count/")["ETag"]
    same = browser.get("/notices/count/", headers={"If-None-Match": tag})
    assert (same.status_code, same.content) == (304, b"")
    begun(cast, title="Another")
    assert browser.get("/notices/count/", headers={"If-None-Match": tag}).text == "two new"


def test_more_than_nine_are_many(cast: Cast) -> None:
    for n in range(10):
        begun(cast, title=f"Question {n}")
    assert browser_of(cast.coach).get("/notices/count/").text == "many new"


def test_the_form_says_who_will_be_told_and_it_is_so(cast: Cast) -> None:
    want(cast.coach, cast, Notice.Kind.BEGAN, How.MAIL)
    page = browser_of(cast.member).get(f"/communities/{cast.talk.pk}/conversations/").text
    assert "2 people find it in their notices; one gets a mail at once." in page
    talk = begun(cast)
    with walls(cast.every_wall):
        assert Notice.objects.count() == 2
        assert Letter.objects.count() == 1
    page = browser_of(cast.coach).get(talk.get_absolute_url()).text
    assert "One person finds it in their notices; nobody gets a mail for it." in page
    page = browser_of(cast.member).get(talk.get_absolute_url()).text
    assert "Nobody gets a mail for it." in page
