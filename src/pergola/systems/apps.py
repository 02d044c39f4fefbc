from django.apps import AppConfig


class SystemsConfig(AppConfig):
    name = "pergola.systems"
    label = "systems"
