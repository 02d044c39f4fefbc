from django.apps import AppConfig


class TalkConfig(AppConfig):
    name = "pergola.talk"
    label = "talk"
