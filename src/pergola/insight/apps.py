from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "pergola.insight"
    label = "insight"
