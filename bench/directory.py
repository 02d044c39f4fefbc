"""`directory`: every published file into the directory, against a bare COPY of the same rows in the same run."""

import csv
import os
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction

from pergola.systems.directory.importing import import_file

ROOT = Path(__file__).resolve().parent.parent
REPEATS = 5


def run(scale: float) -> dict[str, object]:
    """`seconds`: all files into an empty directory. `again_seconds`: the same once more, where nothing changes.

    `copy_seconds` is the median of five bare COPYs of the same files into tables without index or key, made before
    and after the import in turn. `peak_mb` is this process at its largest.
    """
    with files(scale) as paths:
        before = [bare_copy(paths) for _round in range(REPEATS // 2)]
        began = time.perf_counter()
        first = [import_file(path) for path in paths]
        seconds = time.perf_counter() - began
        after = [bare_copy(paths) for _round in range(REPEATS - REPEATS // 2)]
        began = time.perf_counter()
        again = [import_file(path) for path in paths]
        again_seconds = time.perf_counter() - began
    copy_seconds = sorted(before + after)[REPEATS // 2]
    return {
        "files": len(paths),
        "rows": sum(report.rows for report in first),
        "taken": sum(report.taken for report in first),
        "refused_files": sum(report.refused for report in first),
        "refused_rows": sum(report.rows_refused for report in first),
        "refused_cells": sum(report.cells_refused for report in first),
        "seconds": round(seconds, 2),
        "copy_seconds": round(copy_seconds, 3),
        "ratio_to_copy": round(seconds / copy_seconds, 1),
        "again_seconds": round(again_seconds, 2),
        "again_changed": sum(report.added + report.changed for report in again),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


@contextmanager
def files(scale: float) -> Iterator[list[Path]]:
    """The published files, or the first part of each."""
    folder = Path(os.environ.get("PERGOLA_DATA") or ROOT.parent / "shared" / "data") / "nces-directory"
    paths = sorted(folder.glob("*.csv"))
    if not paths:
        raise SystemExit(f"The published files are not here: set PERGOLA_DATA to the folder that holds {folder.name}.")
    if scale == 1:
        yield paths
        return
    with tempfile.TemporaryDirectory() as part:
        yield [beginning(path, Path(part) / path.name, scale) for path in paths]


def beginning(path: Path, to: Path, scale: float) -> Path:
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    with to.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows[: 1 + max(1, round((len(rows) - 1) * scale))])
    return to


def bare_copy(paths: list[Path]) -> float:
    """Seconds to send the files as they are into tables of text, and nothing more."""
    began = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        for number, path in enumerate(paths):
            with path.open(newline="", encoding="utf-8") as file:
                width = len(next(csv.reader(file)))
            columns = ", ".join(f"c{column} text" for column in range(width))
            cursor.execute(f"CREATE TEMP TABLE bare_{number} ({columns}) ON COMMIT DROP")
            with cursor.copy(f"COPY bare_{number} FROM STDIN (FORMAT csv, HEADER)") as copy, path.open("rb") as raw:
                while chunk := raw.read(1 << 20):
                    copy.write(chunk)
    return time.perf_counter() - began
