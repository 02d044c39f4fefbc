from django.apps import AppConfig

from pergola.publishing.counters import declare_count_of_adoptions


class InsightConfig(AppConfig):
    name = "pergola.insight"
    label = "insight"

    def ready(self) -> None:
        declare_count_of_adoptions("pergola.insight.adopting.teams_taking_up")
