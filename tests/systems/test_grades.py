import pytest

from pergola.systems.grades import ADULT, KINDERGARTEN, PREKINDERGARTEN, UNGRADED, grade_span, read_grade


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("PK", PREKINDERGARTEN),
        ("Pre-K", PREKINDERGARTEN),
        ("KG", KINDERGARTEN),
        ("Kindergarten", KINDERGARTEN),
        ("01", 1),
        ("9", 9),
        ("12", 12),
        ("13", 13),
        ("UG", UNGRADED),
        ("Ungraded", UNGRADED),
        ("AE", ADULT),
        ("Adult education", ADULT),
    ],
)
def test_every_spelling_of_the_published_files_is_read(text: str, grade: int) -> None:
    assert read_grade(text) == grade


@pytest.mark.parametrize("text", ["", "14", "0", "-1", "First", "K-5", "1.0", "९"])
def test_a_spelling_no_file_uses_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}$"):
        read_grade(text)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (KINDERGARTEN, 5, "kindergarten to grade 5"),
        (PREKINDERGARTEN, KINDERGARTEN, "prekindergarten to kindergarten"),
        (9, 12, "grades 9 to 12"),
        (9, 9, "grade 9"),
        (UNGRADED, UNGRADED, "ungraded"),
        (6, ADULT, "grade 6 to adult education"),
        (None, 5, "grades not published"),
    ],
)
def test_a_span_is_said_in_words(low: int | None, high: int | None, words: str) -> None:
    assert grade_span(low, high) == words
