from django.apps import AppConfig

from pergola.commons.letters import LetterKind, declare_letter
from pergola.commons.urgency import Urgency
from pergola.systems.tellers import declare_teller


class ExchangeConfig(AppConfig):
    name = "pergola.exchange"
    label = "exchange"

    def ready(self) -> None:
        letters = "pergola.exchange.letters"
        composes, after = f"{letters}.compose_roster", f"{letters}.follow_roster"
        declare_letter(LetterKind("roster", Urgency.INVITING, composes, after))
        declare_teller("pergola.exchange.beside.told_of")
