from django.apps import AppConfig


class SpacesConfig(AppConfig):
    name = "pergola.spaces"
    label = "spaces"
