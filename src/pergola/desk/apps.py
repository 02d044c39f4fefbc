from django.apps import AppConfig

from pergola.commons.kinds import show_at
from pergola.kernel.views.refusals import declare_shell
from pergola.systems.tellers import declare_teller


class DeskConfig(AppConfig):
    name = "pergola.desk"
    label = "desk"

    def ready(self) -> None:
        show_at("claim", "desk:chain")
        declare_teller("pergola.desk.of_system.told_of")
        declare_shell("pergola.desk.shell.ways_on")
