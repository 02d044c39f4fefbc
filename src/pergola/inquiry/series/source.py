"""From bytes to text, and what is refused before anything is read."""

from django.utils.translation import gettext as _

from pergola.inquiry.series.result import MOST_ROWS, Problem
from pergola.inquiry.wording import figure

MOST_CHARACTERS = 1_000_000

_BINARY = (
    (b"PK\x03\x04", "excel"),
    (b"\xd0\xcf\x11\xe0", "excel"),
    (b"%PDF", "file"),
    (b"\x89PNG", "file"),
    (b"\xff\xd8\xff", "file"),
    (b"\x1f\x8b", "file"),
)


class RefusedError(Exception):
    """The whole cannot be read, for one reason."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.what)
        self.problem = problem


def to_text(source: str | bytes) -> tuple[str, list[str]]:
    """Text with plain line ends, and notes. Raises RefusedError for what is too long, not text, or not text we can trust."""
    _refuse_binary(source)
    _refuse_long(source)
    text, notes = (source, []) if isinstance(source, str) else _decode(source)
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    _refuse_odd_characters(text)
    if not text.strip():
        raise RefusedError(
            Problem(
                0, 0, "", _("There is nothing to read."), _("Write one line for each date: the date, then the value.")
            )
        )
    return text, notes


def _refuse_binary(source: str | bytes) -> None:
    head = source[:8] if isinstance(source, bytes) else source[:8].encode("cp1252", "replace")
    kind = next((kind for mark, kind in _BINARY if head.startswith(mark)), None)
    if kind == "excel":
        raise RefusedError(
            Problem(
                0,
                0,
                _("a spreadsheet file"),
                _("This is the file of a spreadsheet program itself, not its rows as text."),
                _("Open it, mark the columns with dates and values, copy them and paste them here; or save it as CSV."),
            )
        )
    if kind == "file":
        raise RefusedError(
            Problem(
                0,
                0,
                _("a file that is not text"),
                _("This is a picture, a PDF or a packed file, not rows of text."),
                _("Paste the rows themselves, or save them as CSV."),
            )
        )


def _refuse_long(source: str | bytes) -> None:
    feed, back = ("\n", "\r") if isinstance(source, str) else (b"\n", b"\r")
    rows = (source.count(feed) or source.count(back)) + 1  # type: ignore[arg-type]
    if rows > 2 * MOST_ROWS:  # so many that empty lines need not be told apart
        raise RefusedError(too_many(rows))
    if len(source) > MOST_CHARACTERS:
        what = _("This is %(size)s characters long, far more than dates and values need.")
        raise RefusedError(
            Problem(
                0,
                0,
                _("%(size)s characters") % {"size": figure(len(source))},
                what % {"size": figure(len(source))},
                _("Copy only the columns with dates and values. Nothing was taken."),
            )
        )


def too_many(rows: int) -> Problem:
    what = _("These are about %(rows)s rows. A series takes at most %(most)s.")
    return Problem(
        0,
        0,
        _("%(rows)s rows") % {"rows": figure(rows)},
        what % {"rows": figure(rows), "most": figure(MOST_ROWS)},
        _(
            "One row is one point on the chart. If these are single answers, count them by day first. Nothing was taken."
        ),
    )


def _decode(source: bytes) -> tuple[str, list[str]]:
    if source.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(source, "utf-16"), []
    zeros = source[:200].count(0)
    if zeros and zeros >= len(source[:200]) // 3:
        return _strictly(source, "utf-16-le" if source[1:2] == b"\x00" else "utf-16-be"), []
    try:
        return source.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        text = _strictly(source, "cp1252")
        return text, [
            _("The file is not written in UTF-8; it was read as Windows text. Check accents, if there are any.")
        ]


def _strictly(source: bytes, encoding: str) -> str:
    try:
        return source.decode(encoding)
    except UnicodeDecodeError as error:
        row = source.count(b"\n", 0, error.start) + 1
        raise RefusedError(
            Problem(
                row,
                0,
                source[error.start : error.end][:4].hex(" "),
                _("In row %(row)d there are bytes that are not text in any writing we know.") % {"row": row},
                _("Save the file as “CSV UTF-8” and try again, or paste the rows here."),
            )
        ) from error


def _refuse_odd_characters(text: str) -> None:
    place = next((i for i, c in enumerate(text) if c == "\ufffd" or (ord(c) < 32 and c not in "\t\n")), None)
    if place is None:
        return
    row = text.count("\n", 0, place) + 1
    raise RefusedError(
        Problem(
            row,
            0,
            f"U+{ord(text[place]):04X}",
            _("In row %(row)d there is a character that is not text (U+%(code)04X).")
            % {"row": row, "code": ord(text[place])},
            _("The file may be damaged. Copy the rows from the spreadsheet and paste them here."),
        )
    )
