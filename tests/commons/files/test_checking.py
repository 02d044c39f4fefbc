"""What a file is, is what is in it. Each refusal says what is wrong and what to do."""

from io import BytesIO

import pytest
from django.test import override_settings
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.commons.files.samples import bomb, check, from_a_phone, office, pdf, picture, zipped

from pergola.commons.files.media import CSV, MEDIA, TEXT
from pergola.commons.files.naming import clean_name, ending_of
from pergola.commons.files.quota import in_words
from pergola.kernel.errors import Refusal, Unreadable


@pytest.mark.parametrize("ending", ["docx", "xlsx", "pptx", "odt", "ods", "odp"])
def test_office_files_are_what_they_say_inside(ending: str) -> None:
    checked = check(f"Plan.{ending}", office(ending))
    assert (checked.media.name, checked.name) == (ending, f"Plan.{ending}")


def test_text_tables_and_pdf() -> None:
    assert check("notes.txt", "Größe, naïve".encode("cp1252")).media is TEXT
    assert check("slips.csv", "day,value\n1 Sept,4\n".encode("utf-8-sig")).media is CSV
    assert check("plan.pdf", pdf()).media.name == "pdf"
    assert check("plan", pdf()).name == "plan.pdf", "without an ending it gets the one it is"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_pictures_are_drawn_anew(kind: str) -> None:
    checked = check("board.jpg", picture(kind))
    assert checked.media.name == {"JPEG": "jpg", "WEBP": "jpg"}.get(kind, "png")
    assert (checked.width, checked.height) == (64, 40)
    assert checked.name == f"board.{checked.media.name}"


def test_a_phones_picture_stands_upright_and_tells_nothing_of_where_and_with_what() -> None:
    sent = from_a_phone()
    assert b"Secretphone" in sent
    assert b"Room 12" in sent
    checked = check("IMG_0001.JPG", sent)
    kept = checked.content.read()
    assert (checked.width, checked.height) == (40, 64), "turned as it was held"
    with Image.open(BytesIO(kept)) as found:
        assert dict(found.getexif()) == {}
        assert not {"exif", "icc_profile", "comment", "photoshop", "xmp"} & set(found.info)
        red, _green, blue = found.getpixel((20, 5))  # type: ignore[misc]
        assert blue > red, "what was left is on top now"
    assert b"Secretphone" not in kept
    assert b"Room 12" not in kept


def test_what_hangs_on_behind_a_picture_is_not_kept() -> None:
    for kind in ("PNG", "JPEG", "GIF"):
        kept = check("x.png", picture(kind) + b"<script>alert(1)</script>" + office("docx")).content.read()
        assert b"script" not in kept
        assert b"PK\x03\x04" not in kept


def test_a_large_picture_is_made_smaller() -> None:
    checked = check("hall.jpg", picture(size=(5000, 3000)))
    assert (checked.width, checked.height) == (2560, 1536)


REFUSED = [
    ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "SVG can carry programs"),
    ("drawing.png", b"<?xml version='1.0'?><svg onload='x'/>", "SVG can carry programs"),
    ("page.html", b"<!doctype html><script>1</script>", "do not take this kind"),
    ("page.pdf", b"<!doctype html><script>1</script>", "called .pdf, and inside it is something else"),
    ("setup.exe", b"MZ" + bytes(300), "do not take this kind"),
    ("plan.docx", b"MZ" + bytes(300), "called .docx, and inside it is something else"),
    ("plan.docx", pdf(), "called .docx, and inside it is PDF. Call it .pdf"),
    ("plan.xlsx", office("docx"), "called .xlsx, and inside it is Word document"),
    ("board.png", pdf(), "called .png, and inside it is PDF"),
    ("plan.docm", office("docm"), "macros"),
    ("plan.docx", office("docm"), "macros"),
    ("plan.docx", office("docx", **{"word/vbaProject.bin": b"x"}), "macros"),
    ("plan.docx", office("docx", **{"word/embeddings/x.bin": b"MZ\x90\x00"}), "other programs"),
    ("plan.docx", office("docx", **{"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x"}), "object of another program is embedded"),
    ("plan.odt", office("odt", **{"Basic/Standard/Module1.xml": "x"}), "macros"),
    (
        "plan.docx",
        office("docx", **{"word/_rels/settings.xml.rels": '<R Type="x/attachedTemplate" TargetMode="External"/>'}),
        "macros",
    ),
    ("all.zip", zipped({"a.txt": "a"}), "archive and not a document"),
    ("plan.docx", zipped({"a.txt": "a"}), "archive and not a document"),
    ("plan.docx", office("docx", **{"word/_rels/a.xml.rels": '<R Type="x/attached&#84;emplate" TargetMode="External"/>'}), "macros"),
    (
        "plan.docx",
        office("docx", **{"word/_rels/a.xml.rels": '<R Type="x/oleObject" TargetMode="External"/>'.encode("utf-16")}),
        "macros",
    ),
    ("plan.docx", office("docx", **{"word/_rels/a.xml.rels": f"<!--{'x' * 1_000_000}--><R/>"}), "damaged"),
    ("plan.docx", office("docx", **{"word/_rels/a.xml.rels": "<!DOCTYPE a><R/>"}), "damaged"),
    (
        "plan.docx",
        office("docx", **{"[Content_Types].xml": '<Types><Override ContentType="application/vnd.ms-office.vbaProject"/></Types>'}),
        "macros",
    ),
    ("slow.jpg", b"\xff\xd8" + b"\xff\xda\x00\x02" * 41 + b"\xff\xd9", "too long to open"),
    ("plan.docx", office("docx")[:-30], "damaged or cut off"),
    ("plan.docx", office("docx")[:49] + b"\xff" + office("docx")[50:], "damaged or cut off"),
    ("plan.doc", bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), "older kind"),
    ("IMG.HEIC", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "Save it as JPEG or PNG"),
    ("film.mp4", b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42" + bytes(50), "add its address instead"),
    ("plan.pdf", pdf()[:-40], "cut off"),
    ("board.jpg", picture(size=(400, 300))[:-900], "damaged or cut off"),
    ("board.png", bomb(), "more points than we open"),
    ("board.png", bomb(9_000), "more points than we open"),
    ("bomb.docx", office("docx", **{"word/big.xml": bytes(60_000_000)}), "far larger than it looks"),
    ("nothing.pdf", b"", "empty"),
    ("bytes.txt", b"a\x00b", "called .txt, and inside it is something else"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "sentence"), REFUSED, ids=lambda one: str(one)[:24])
def test_what_is_not_taken_and_why(name: str, content: bytes, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        check(name, content)


@override_settings(FILE_MOST=2_000_000)
def test_too_large_says_how_large() -> None:
    with pytest.raises(Unreadable, match=r"has 2\.5 MB, and one file may have 2 MB"):
        check("plan.txt", b"a" * 2_500_000)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\me\\Plan für Montag.pdf", "Plan für Montag.pdf"),
        ("evil\u202efdp.exe.pdf", "evilfdp.exe.pdf"),
        ("a\r\nContent-Type: text/html.pdf", "a Content-Type text html.pdf"),
        (".pdf", "PDF.pdf"),
        ("con.pdf", "PDF.pdf"),
        ("…  plan   7 .PDF", "…  plan   7 .PDF".replace("  ", " ").replace("  ", " ").replace(" .PDF", ".pdf")),
        ("x" * 400 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_names_are_as_people_gave_them_without_what_a_name_can_hide(name: str, clean: str) -> None:
    made = clean_name(name, MEDIA["pdf"])
    assert made.endswith(".pdf")
    if "/" not in clean and "text html" not in clean:
        assert made == clean
    assert not set(made) & set('\r\n/\\"\u202e')


@given(st.text(max_size=300), st.sampled_from(sorted(MEDIA)))
def test_any_name_becomes_one_that_can_be_saved_and_stays_it(name: str, media: str) -> None:
    made = clean_name(name, MEDIA[media])
    assert ending_of(made) == media
    assert 0 < len(made) <= 130
    assert made.isprintable()
    assert clean_name(made, MEDIA[media]) == made


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=600),
    st.sampled_from(["a.jpg", "a.docx", "a.pdf", "a.txt", "a.zip", "a"]),
    st.sampled_from(["", "PK\x03\x04", "\x89PNG\r\n\x1a\n", "GIF89a", "%PDF-"]),
)
def test_whatever_comes_is_taken_or_refused_with_a_sentence(content: bytes, name: str, head: str) -> None:
    said = "Taken."
    try:
        check(name, head.encode("latin-1") + content)
    except Refusal as refusal:
        said = str(refusal)
    assert said.endswith(".")


def test_every_cut_of_a_picture_is_taken_whole_or_refused() -> None:
    sent = picture("JPEG", size=(30, 20))
    whole = check("a.jpg", sent).content.read()
    refused = 0
    for cut in range(1, len(sent), 7):
        try:
            assert check("a.jpg", sent[:cut]).content.read() == whole  # all of its points came, and its end did not
        except Refusal:
            refused += 1
    assert refused > len(sent) / 7 * 0.9


def test_sizes_in_words() -> None:
    sizes = [0, 999, 1_000, 12_345, 999_999, 1_234_567, 25_000_000, 20_000_000_000]
    assert [in_words(one) for one in sizes] == ["0 bytes", "1 KB", "1 KB", "12 KB", "1 MB", "1.2 MB", "25 MB", "20 GB"]
