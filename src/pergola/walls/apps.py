from django.apps import AppConfig


class WallsConfig(AppConfig):
    name = "pergola.walls"
    label = "walls"
