"""Which passwords are refused: the short, the common, and those anybody would try first here."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from pergola.people.models import Identity
from pergola.people.passwords import FirstGuessValidator

IDENTITY = Identity(email="marisol.vega@aldervalley.example")


@pytest.mark.parametrize(
    "password",
    [
        "short and sweet",  # fifteen signs, just enough
        "correct horse battery staple",
        "my aunt keeps nine quiet geese",
        "geese, nine of them, on Tuesday",
        "el perro de mi vecina canta",
        "kq7-zvbn-2phw-xx4m",
        "pergola of the nine quiet geese",
    ],
)
def test_a_sentence_of_ones_own_is_taken(password: str) -> None:
    validate_password(password, IDENTITY)


@pytest.mark.parametrize(
    "password",
    [
        "fourteen signs",
        "pergolapergola1",
        "Pergola-Pergola-2026",
        "P3rg0l@P3rg0l@!!!",
        "WelcomeToSchool2026",
        "aldervalley2026!!",
        "AlderValley Schools 12",
        "aaaaaaaaaaaaaaaaaa",
        "abcabcabcabcabcabc",
        "123456789012345",
        "qwertyuiopasdfgh",
        "passwordpassword",
        "sunshinesunshine",
        "September2026September",
        "marisol.vega@aldervalley.example",
    ],
)
def test_a_first_guess_is_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, IDENTITY)


def test_the_keepers_name_is_a_first_guess() -> None:
    known = FirstGuessValidator(words=["the Crossfields Network"])
    with pytest.raises(ValidationError, match="where you work"):
        known.validate("crossfields-network-7")
    FirstGuessValidator().validate("crossfields-network-7")
