from django.apps import AppConfig

from pergola.commons.letters import LetterKind, declare_letter


class GatherConfig(AppConfig):
    name = "pergola.gather"
    label = "gather"

    def ready(self) -> None:
        letters = "pergola.gather.letters"
        declare_letter(LetterKind("invitation", f"{letters}.compose_invitation", f"{letters}.follow_invitation"))
