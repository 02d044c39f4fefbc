from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pergola.commons.letters import LetterKind, declare_letter, when_one_arrives
from pergola.commons.urgency import Urgency
from pergola.people.pages import declare_page_of_mine

LETTERS = "pergola.talk.letters"


class TalkConfig(AppConfig):
    name = "pergola.talk"
    label = "talk"

    def ready(self) -> None:
        declare_page_of_mine(_("What comes by mail, and when"), "talk:hearing")
        declare_page_of_mine(_("What I removed"), "talk:removed")
        for kind, urgency in (("notice", Urgency.NEWS), ("digest", Urgency.WHENEVER)):
            composes, after, hours = f"{LETTERS}.compose_{kind}", f"{LETTERS}.follow", f"{LETTERS}.awake"
            declare_letter(LetterKind(kind, urgency, composes, after, hours))
        when_one_arrives(f"{LETTERS}.take_back_refusal")
