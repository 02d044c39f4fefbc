from django.apps import AppConfig


class RoutinesConfig(AppConfig):
    name = "pergola.routines"
    label = "routines"
