"""How an upload comes in: into a file without a name, so that a process that dies leaves nothing behind."""

import errno
from collections.abc import Callable
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO, Any, Literal

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

type Problem = Literal["", "large", "full"]


class Received(UploadedFile):  # type: ignore[type-arg]  # generic for the stubs alone
    """What came in, and what went wrong on the way. `size` is what was sent, even where not all of it was kept."""

    problem: Problem = ""


class Receiving(FileUploadHandler):
    """Take in what is sent, up to the most a file may have; beyond that it is counted and forgotten.

    No exception leaves here: the whole form is read, and says what is wrong with all its words still in it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept = 0
        self.problem: Problem = ""
        self.sink: IO[bytes] | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.problem = ""
        self.sink = self._attempt(TemporaryFile)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.problem or self.sink is None:
            return
        self.kept += len(raw_data)  # of all files of this request
        if self.kept > settings.FILE_MOST:
            self._forget("large")
            return
        sink = self.sink
        self._attempt(lambda: sink.write(raw_data))

    def file_complete(self, file_size: int) -> "UploadedFile[bytes]":
        if self.sink is not None and self._attempt(self.sink.flush) is None and self.sink is not None:
            self.sink.seek(0)
        content = self.sink or BytesIO()
        name, kind, charset = self.file_name, self.content_type, self.charset
        received = Received(content, name, kind, file_size, charset, self.content_type_extra)
        received.problem = self.problem
        return received

    def upload_interrupted(self) -> None:
        if self.sink is not None:
            self.sink.close()

    def _attempt[T](self, what: Callable[[], T]) -> T | None:
        try:
            return what()
        except OSError as problem:
            if problem.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
                raise
            self._forget("full")
            return None

    def _forget(self, problem: Problem) -> None:
        """Give back what was taken so far."""
        self.problem = problem
        if self.sink is not None:
            self.sink.close()
        self.sink = None
