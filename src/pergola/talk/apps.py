from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pergola.people.pages import declare_page_of_mine


class TalkConfig(AppConfig):
    name = "pergola.talk"
    label = "talk"

    def ready(self) -> None:
        declare_page_of_mine(_("What I removed"), "talk:removed")
