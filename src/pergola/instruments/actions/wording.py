from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.instruments.models import Instrument
from pergola.instruments.rules import must_ask_in
from pergola.instruments.wording import Wording, hold, newest_wording, write
from pergola.kernel.errors import Refusal
from pergola.people.models import Person
from pergola.spaces.models import Community


@transaction.atomic
def word_pulse(*, by: Person, community: Community, wording: Sequence[Wording]) -> Instrument:
    """Say which features a community asks about, and how: the next version. What was asked before keeps its words."""
    must_ask_in(by, community)
    if not wording:
        raise Refusal(_("Keep at least one question."), field="problem")
    hold(community)
    before = newest_wording(community)
    if before is not None and [Wording(one.key, one.own_words) for one in before.items.all()] == list(wording):
        return before
    made = write(by, community, wording, before.version + 1 if before else 1)
    took_part(by, Participation.Verb.CHANGED, community=community)
    return made
