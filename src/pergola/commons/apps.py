from django.apps import AppConfig


class CommonsConfig(AppConfig):
    name = "pergola.commons"
    label = "commons"
