from django.apps import AppConfig


class GatherConfig(AppConfig):
    name = "pergola.gather"
    label = "gather"
