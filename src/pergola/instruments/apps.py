from django.apps import AppConfig

from pergola.commons.letters import LetterKind, declare_letter
from pergola.commons.urgency import Urgency


class InstrumentsConfig(AppConfig):
    name = "pergola.instruments"
    label = "instruments"

    def ready(self) -> None:
        composes, talk = "pergola.instruments.letters.compose_pulse", "pergola.talk.letters"
        declare_letter(LetterKind("pulse", Urgency.NEWS, composes, f"{talk}.follow", f"{talk}.awake"))
