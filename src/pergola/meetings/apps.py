from django.apps import AppConfig

from pergola.talk.dates import declare_dated


class MeetingsConfig(AppConfig):
    name = "pergola.meetings"
    label = "meetings"

    def ready(self) -> None:
        declare_dated("gathering", "pergola.meetings.words.dated")
