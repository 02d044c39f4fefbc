from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from pergola.commons.urgency import Urgency
from pergola.gather.invitations import hold_place
from pergola.gather.models import Pack
from pergola.gather.pack.making import MAKE
from pergola.gather.rules import is_in
from pergola.kernel.clock import now
from pergola.kernel.errors import NotAllowed
from pergola.people.models import Person
from pergola.spaces.models import Community

STILL_FRESH, GIVEN_UP = timedelta(minutes=10), timedelta(hours=1)
"""A pack just made is not made again; one that nobody has made in an hour is asked for anew."""


@transaction.atomic
def ask_for_pack(*, by: Person, community: Community) -> Pack:
    """Ask for everything one may see of it in one file. A job makes it; asking again while it is made, or just was, is asking once."""
    if not is_in(by, community):
        raise NotAllowed(_("Only those who are in this community can take it along."))
    hold_place(community)
    mine = Pack.objects.visible_to(by).filter(community=community)
    mine.filter(made=None, failed=None, asked__lt=now() - GIVEN_UP).update(failed=now())
    there = mine.filter(Q(made=None, failed=None) | Q(made__gt=now() - STILL_FRESH) & ~Q(key="")).first()
    if there is not None:
        return there
    made = Pack.objects.create(community=community, person=by, asked=now())
    app.configure_task(name=MAKE, priority=Urgency.WHENEVER).defer(wall=community.wall_id, pack=str(made.pk))
    return made
