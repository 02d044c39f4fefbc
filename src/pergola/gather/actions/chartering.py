"""A charter is written together: by anybody who is in it, one version after the other."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.gather.actions.joining import REVIEWED_EVERY
from pergola.gather.charters import PARTS, standing_charter
from pergola.gather.invitations import hold_place
from pergola.gather.rules import must_write_charter
from pergola.kernel.clock import now, today
from pergola.kernel.errors import Refusal, Stale
from pergola.kernel.ids import new_id
from pergola.people.models import Person
from pergola.spaces.audiences import for_community
from pergola.spaces.models import Charter, Community
from pergola.talk.actions import News, tell
from pergola.talk.models import Notice
from pergola.walls.reasons import Reason


@dataclass(frozen=True)
class Words:
    """What a charter says."""

    sentence: str
    problem: str = ""
    gains: str = ""
    norms: str = ""
    decisions: str = ""
    rhythm: str = ""


@transaction.atomic
def write_charter(
    *, by: Person, community: Community, words: Words, why: str, version: int, review_on: date | None = None
) -> Charter:
    """Another version of the charter; the one before stays to be read. `version` is the one the writer had before them.

    Where nothing changes, the one that stands is answered. Everybody here is told of another. Whoever writes it has looked at
    it: where it was due, it is due again in half a year, unless they say another day.
    """
    must_write_charter(by, community)
    hold_place(community)
    stands = standing_charter(community)
    fresh = {name: text.strip() for name, text in asdict(words).items()}
    if stands.version != version:
        raise Stale(
            _("Somebody wrote another version meanwhile. Both are here; keep what you want of them."),
            theirs="\n\n".join(filter(None, (getattr(stands, name) for name in PARTS))),
            mine="\n\n".join(filter(None, fresh.values())),
        )
    due = community.review_on is None or community.review_on <= today()
    again = today() + REVIEWED_EVERY if due and review_on in (None, community.review_on) else review_on
    _look_again(community, again)
    if all(getattr(stands, name) == text for name, text in fresh.items()):
        return stands
    if not fresh["sentence"]:
        raise Refusal(_("Say in a sentence why you meet: it is what others read first."), field="sentence")
    Charter.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk=stands.pk).update(replaced=now())
    made = Charter.objects.create(
        community=community, version=stands.version + 1, why=why.strip(), by=by, at=now(), **fresh
    )
    community.charter = fresh["sentence"]
    community.save(update_fields=["charter"])
    took_part(by, Participation.Verb.CHANGED, community=community)
    news = News(Notice.Kind.CHARTER, new_id(), for_community(community), community=community)
    tell(by=by, news=news)
    return made


@transaction.atomic
def confirm_charter(*, by: Person, community: Community) -> None:
    """It was looked at, and still holds: it is asked about again in half a year."""
    must_write_charter(by, community)
    _look_again(community, today() + REVIEWED_EVERY)
    took_part(by, Participation.Verb.CHANGED, community=community)


def _look_again(community: Community, day: date | None) -> None:
    if day is not None and day != community.review_on:
        if day <= today():
            raise Refusal(_("That day is over. Write one still to come."), field="review_on")
        community.review_on = day
        community.save(update_fields=["review_on"])
