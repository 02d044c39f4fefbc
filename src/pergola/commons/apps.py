from django.apps import AppConfig

from pergola.commons.letters import LetterKind, declare_letter


class CommonsConfig(AppConfig):
    name = "pergola.commons"
    label = "commons"

    def ready(self) -> None:
        declare_letter(LetterKind("account", "pergola.commons.accounts.compose_account_letter"))
