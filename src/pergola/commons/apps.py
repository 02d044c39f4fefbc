from django.apps import AppConfig

from pergola.commons.letters import LetterKind, declare_letter
from pergola.commons.urgency import Urgency


class CommonsConfig(AppConfig):
    name = "pergola.commons"
    label = "commons"

    def ready(self) -> None:
        declare_letter(LetterKind("account", Urgency.AT_THE_DOOR, "pergola.commons.accounts.compose_account_letter"))
