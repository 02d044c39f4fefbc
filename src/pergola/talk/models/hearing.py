from datetime import datetime, time, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pergola.commons.models.draft import Own
from pergola.people.models import Person
from pergola.walls.models import Wall


class How(models.TextChoices):
    PAGE = "page", _("In the page only")
    DIGEST = "digest", _("In the weekly digest")
    MAIL = "mail", _("In a mail at once")


class HearingQuerySet(Own["Hearing"]):
    pass


class Hearing(models.Model):
    """How one person wants to hear of one kind of news from one place. Without a row it is as the kind usually is."""

    id = models.BigAutoField(primary_key=True)
    wall = models.ForeignKey(Wall, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    place = models.UUIDField()
    """The community, team or network."""
    kind = models.CharField(max_length=8)
    how = models.CharField(max_length=6, choices=How)

    objects = HearingQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["wall", "person", "place", "kind"], name="talk_hearing_once")
        ]


class QuietHoursQuerySet(Own["QuietHours"]):
    pass


class QuietHours(models.Model):
    """When no mail comes, where this person’s clock stands, and on which day the week is told."""

    class Day(models.IntegerChoices):
        MONDAY = 1, _("Monday")
        TUESDAY = 2, _("Tuesday")
        WEDNESDAY = 3, _("Wednesday")
        THURSDAY = 4, _("Thursday")
        FRIDAY = 5, _("Friday")
        SATURDAY = 6, _("Saturday")
        SUNDAY = 7, _("Sunday")

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="+")
    zone = models.CharField(max_length=64, blank=True)
    starts = models.TimeField(default=time(20))
    ends = models.TimeField(default=time(6, 30))
    digest = models.BooleanField(default=True)
    digest_day = models.PositiveSmallIntegerField(choices=Day, default=Day.FRIDAY)
    refused = models.CharField(max_length=254, blank=True)
    """The address a mail server said does not exist: nothing more is sent to it."""

    objects = QuietHoursQuerySet.as_manager()

    class Meta:
        verbose_name_plural = _("quiet hours")

    @property
    def clock(self) -> ZoneInfo:
        try:
            return ZoneInfo(self.zone or settings.TIME_ZONE)
        except (ZoneInfoNotFoundError, ValueError):  # a clock this machine does not know: theirs came from another
            return ZoneInfo(settings.TIME_ZONE)

    def after(self, moment: datetime) -> datetime:
        """This moment, or the end of the quiet hours it falls into."""
        there = moment.astimezone(self.clock)
        at, over_night = there.time(), self.starts > self.ends
        quiet = (at >= self.starts or at < self.ends) if over_night else self.starts <= at < self.ends
        if not quiet:
            return moment
        day = there.date() + timedelta(days=1 if over_night and at >= self.starts else 0)
        return datetime.combine(day, self.ends, tzinfo=self.clock)
