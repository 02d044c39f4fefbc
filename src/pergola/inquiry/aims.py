"""An aim as one sentence, made of its parts: what, from where to where, for whom, by when."""

from django.utils.translation import gettext as _

from pergola.inquiry.models import Aim
from pergola.inquiry.wording import day_and_year


def sentence_of(aim: Aim) -> str:
    """“Slips explain their evidence: from 34 % to half of all slips, for all grade 7 classes, by 28 May 2027.”"""
    names = {"what": aim.title.rstrip(" ."), "was": aim.was.rstrip(" ."), "goal": aim.goal.rstrip(" .")}
    names |= {"whom": aim.for_whom.rstrip(" ."), "day": day_and_year(aim.by_when)}
    return _form(was=bool(aim.was), whom=bool(aim.for_whom)) % names


def _form(*, was: bool, whom: bool) -> str:
    """Whole sentences, so that another language may put the parts in its own order."""
    if was and whom:
        return _("%(what)s: from %(was)s to %(goal)s, for %(whom)s, by %(day)s.")
    if was:
        return _("%(what)s: from %(was)s to %(goal)s, by %(day)s.")
    if whom:
        return _("%(what)s: %(goal)s, for %(whom)s, by %(day)s.")
    return _("%(what)s: %(goal)s, by %(day)s.")
