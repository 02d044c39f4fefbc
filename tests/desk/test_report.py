"""The report of a chain: contradictions and nulls first, as much as its reader sees, and how much they do not."""

import ctypes

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from tests.asking import browser_of, queries
from tests.cast import Cast
from tests.publishing.stories import STAYS, Story, run_cycle, told

from pergola.commons.walk import left_out, walk
from pergola.desk import report
from pergola.desk.views import report as views
from pergola.inquiry.actions import tie
from pergola.inquiry.models import Problem
from pergola.kernel.press import sheets
from pergola.people.models import Person
from pergola.walls.opening import open_walls, walls
from pergola.walls.reasons import Reason


@pytest.fixture
def story(cast: Cast) -> Story:
    return told(cast)


def page_of(story: Story, by: Person | None = None) -> str:
    answer = browser_of(by or story.writer).get(f"/chain/{story.claim.pk}/report/")
    assert answer.status_code == 200
    return answer.content.decode()


def part(page: str, name: str) -> str:
    return page.split(f'id="part-{name}"')[1].split("</section>", maxsplit=1)[0]


def spoken(story: Story, by: Person, kind: str, scope: str, **more: object) -> None:
    with walls(story.cast.every_wall):
        cycle = run_cycle(by, story.third, story.idea, STAYS, scope=scope, **more)  # type: ignore[arg-type]
        tie(by=by, source=cycle, target=story.claim, kind=kind)


def test_what_speaks_against_it_and_what_showed_nothing_stand_before_what_speaks_for_it(story: Story) -> None:
    spoken(story, story.third_lead, "supports", "a flat line")
    page = page_of(story)
    order = [page.index(f'id="part-{name}"') for name in ("against", "null", "found")]
    assert order == sorted(order)
    assert "Quarry Ridge, cycle 1" in part(page, "against")
    assert "a flat line" in part(page, "null")
    assert "a flat line" not in part(page, "found")
    assert "Alder Valley, cycle 1" in part(page, "found")
    for said in ("At least half will explain.", "Adopt: keep it as it is", "Something changed, and it held."):
        assert said in part(page, "found")
    assert "Made for" in page
    assert "This report is not the whole of it." not in page


def test_a_measure_of_seven_students_prints_no_value(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """The paper is made to leave its reader; so it tells what everybody may be told, whosever measure it is."""
    printed: list[str] = []

    def pressed(html: str) -> bytes:
        printed.append(html)
        return b"%PDF-1.4"

    monkeypatch.setattr(views, "pdf_of", pressed)
    with walls(story.cast.every_wall):
        few = run_cycle(story.writer, story.cast.alder_team, story.idea, STAYS, scope="seven students", size=7)
        tie(by=story.writer, source=few, target=story.claim, kind="contradicts")
    page = page_of(story)
    browser_of(story.writer).get(f"/chain/{story.claim.pk}/report.pdf")
    for text in (page, *printed):
        assert "seven students" in text
        assert "Nothing of it is shown: every figure is of fewer than 10." in text
        assert "43\u00a0%" not in text
    assert len(printed) == 1
    assert "Shares are given in bands of 2 %" in page, "and a larger group’s share is a band"
    on_screen = browser_of(story.writer).get(f"/chain/{story.claim.pk}/").content.decode()
    assert "fewer than 10" not in on_screen, "those whose measure it is read it exactly where they work"
    assert "not shown, fewer than 10" in browser_of(story.third_lead).get(f"/chain/{story.claim.pk}/").content.decode()


def test_what_its_reader_may_not_see_is_a_number_and_nothing_else(story: Story) -> None:
    with walls(story.cast.every_wall):
        hidden = run_cycle(
            story.cast.team_lead_b, story.cast.brier_team, story.idea, STAYS, scope="a secret place", studied=False
        )
        hidden.links_out.create(
            target=story.claim, kind="contradicts", made_by=story.cast.team_lead_b, note="Told to nobody"
        )
    page = page_of(story)
    assert "One thing this rests on is not in it" in page
    assert "a secret place" not in page
    assert "Told to nobody" not in page
    theirs = page_of(story, story.cast.team_lead_b)
    assert "a secret place" in theirs
    assert browser_of(story.cast.outsider).get(f"/chain/{story.claim.pk}/report/").status_code == 404
    assert browser_of(story.cast.outsider).get(f"/chain/{story.claim.pk}/report.pdf").status_code == 404


def test_what_its_reader_sees_and_lies_deeper_than_it_goes_is_not_said_to_be_hidden(story: Story) -> None:
    with walls(story.cast.every_wall):
        near = walk(story.claim.pk, story.writer, up=True, depth=1)
        assert left_out(near, story.writer) == 0
        assert left_out(near, story.cast.outsider) > 0


def test_of_very_many_cycles_the_contradicting_ones_are_told_and_the_others_named(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "TOLD_WHOLE", 1)
    page = page_of(story)
    assert "<svg" in part(page, "against")
    assert "<svg" not in part(page, "found")
    assert "Brierfield, cycle 1" in part(page, "found")
    assert "2 cycles are named and not told" in page


def test_the_report_asks_the_same_however_long_the_chain(story: Story) -> None:
    browser, counts = browser_of(story.writer), []
    for more in (0, 2):
        for n in range(more):
            spoken(story, story.third_lead, "contradicts", f"place {n}")
        with queries() as asked:
            assert browser.get(f"/chain/{story.claim.pk}/report/").status_code == 200
        counts.append(len(asked))
    assert counts == [6, 6]


def test_the_pdf_has_a_title_a_language_and_tags(story: Story, printer: None) -> None:
    answer = browser_of(story.writer).get(f"/chain/{story.claim.pk}/report.pdf")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith('attachment; filename="the-share-of-explained')
    made = pypdfium2.PdfDocument(answer.content)
    assert made.get_metadata_dict()["Title"].startswith("The evidence: The share of explained evidence rises")
    assert pdfium.FPDFCatalog_IsTagged(made)
    room = ctypes.create_string_buffer(32)
    pdfium.FPDFCatalog_GetLanguage(made, ctypes.cast(room, ctypes.POINTER(ctypes.c_ushort)), 32)
    assert room.raw.decode("utf-16-le").startswith("en")
    words = " ".join(page.get_textpage().get_text_bounded() for page in made)
    assert words.index("What speaks against it") < words.index("What speaks for it")
    assert "13 lessons in a row above the median" in words  # out of the chart


def test_without_pango_the_page_says_so_and_is_made_for_paper(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "PRINTER", ("false",))
    answer = browser_of(story.writer).get(f"/chain/{story.claim.pk}/report.pdf")
    assert answer.status_code == 503
    page = answer.content.decode()
    assert "This server cannot make PDF files" in page
    assert "Download as PDF" not in page
    assert "What speaks against it" in page


def test_it_is_drawn_when_the_transaction_of_the_request_is_over(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    open_meanwhile = []

    def drawn(html: str) -> bytes:
        open_meanwhile.append(open_walls())
        return b"%PDF-"

    monkeypatch.setattr(views, "pdf_of", drawn)
    answer = browser_of(story.writer).get(f"/chain/{story.claim.pk}/report.pdf")
    assert (answer.status_code, answer.content) == (200, b"%PDF-")
    assert "no-store" in answer["Cache-Control"]
    assert open_meanwhile == [frozenset()]


def test_one_that_takes_too_long_is_given_up(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "PRINTER", ("sleep", "5"))
    monkeypatch.setattr(sheets, "PATIENCE", 0.1)
    answer = browser_of(story.writer).get(f"/chain/{story.claim.pk}/report.pdf")
    assert answer.status_code == 503
    assert "took longer than we let it" in answer.content.decode()


def test_whoever_presses_twice_is_told_at_once_and_the_next_time_it_is_drawn(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, again = f"/chain/{story.claim.pk}/report.pdf", []

    def drawn(html: str) -> bytes:
        again.append(browser_of(story.writer).get(address))
        return b"%PDF-"

    monkeypatch.setattr(views, "pdf_of", drawn)
    assert browser_of(story.writer).get(address).content == b"%PDF-"
    assert again[0].status_code == 429
    assert "A PDF is being made for you already." in again[0].text
    assert browser_of(story.writer).get(address).status_code == 200
    assert len(again) == 2


def test_of_a_text_of_ten_thousand_lines_there_is_as_much_as_can_be_printed(story: Story, printer: None) -> None:
    with walls(story.cast.every_wall):
        Problem.objects.unrestricted(Reason.CHAIN_OF_ACT).update(affected="a\n" * 9999, evidence="b" * 9999)
    assert "The rest of it stands on its own page." in page_of(story)
    answer = browser_of(story.writer).get(f"/chain/{story.claim.pk}/report.pdf")
    assert answer.status_code == 200
    assert len(pypdfium2.PdfDocument(answer.content)) < 12
