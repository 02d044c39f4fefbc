from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "pergola.desk"
    label = "desk"
