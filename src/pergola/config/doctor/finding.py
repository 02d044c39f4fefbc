"""What a check found, in a sentence."""

from dataclasses import dataclass

from django.db import connections


@dataclass(frozen=True)
class Finding:
    """One thing looked at. A danger stops the start; the rest is to be looked at."""

    check: str
    """Its name, under which a test makes it fail."""
    sound: bool
    sentence: str
    grave: bool = True

    @property
    def is_danger(self) -> bool:
        return self.grave and not self.sound


def either(check: str, sound: object, good: str, bad: str, *, grave: bool = True) -> Finding:
    """The question is whether `sound` is true of it."""
    return Finding(check, bool(sound), good if sound else bad, grave)


def asked(question: str, alias: str = "default") -> tuple[object, ...]:
    """One row of the database’s answer."""
    with connections[alias].cursor() as cursor:
        cursor.execute(question)
        row: tuple[object, ...] = cursor.fetchone()
        return row


def number(question: str, alias: str = "default") -> int:
    """One whole number of the database’s answer."""
    return int(str(asked(question, alias)[0]))
