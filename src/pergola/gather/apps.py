from django.apps import AppConfig

from pergola.commons.letters import LetterKind, declare_letter
from pergola.commons.urgency import Urgency
from pergola.systems.tellers import declare_teller


class GatherConfig(AppConfig):
    name = "pergola.gather"
    label = "gather"

    def ready(self) -> None:
        letters = "pergola.gather.letters"
        composes, after = f"{letters}.compose_invitation", f"{letters}.follow_invitation"
        declare_letter(LetterKind("invitation", Urgency.INVITING, composes, after))
        hours = "pergola.talk.letters.awake"
        declare_letter(LetterKind("not now", Urgency.NEWS, f"{letters}.compose_not_now", hours=hours))
        declare_teller("pergola.gather.of_system.told_of")
