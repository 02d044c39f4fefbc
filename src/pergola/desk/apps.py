from django.apps import AppConfig

from pergola.commons.kinds import show_at


class DeskConfig(AppConfig):
    name = "pergola.desk"
    label = "desk"

    def ready(self) -> None:
        show_at("claim", "desk:chain")
