"""The record: the twenty-two real members of the Redesign PD community of practice, as published facts only.

Names and towns are as the network’s own list prints them (December 2016); `leaids` and `school_ids` are the NCES ids
they were found under in the directory of 2019-20. No deed, word or figure of a real system stands here.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pergola.systems.models import District, School, SchoolSystem
from pergola.walls.reasons import Reason

NETWORK_NAME: Final = "Redesign PD Community of Practice"
CONVENED_BY: Final = "Learning Forward"
SOURCE: Final = "Learning Forward, “Up close: Redesign PD community of practice”, December 2016"
BEGAN: Final = date(2015, 12, 1)
"""Only the month is published; the first stands for it."""
MONTHS: Final = 18
BEGAN_NOTE: Final = _(
    "Twenty systems began in December 2015; by December 2016 there were twenty-two. The day, and which two joined later,"
    " are not published, so every system stands here from the beginning."
)
PUBLISHED: Final[dict[str, str]] = {
    "systems": "22",
    "schools": "more than 3,900",
    "students": "2.5 million",
    "educators": "more than 174,000",
    "spending": "$500 million to $1 billion on professional learning",
    "states": "11",
}
"""“By the numbers” as printed in December 2016, to stand beside what the directory gives."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Another way to read the printed list, kept beside the one taken."""

    name: str
    place: str
    leaids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    slug: str
    name: str
    short_name: str
    town: str
    state: str
    leaids: tuple[str, ...] = ()
    school_ids: tuple[str, ...] = ()
    kind: SchoolSystem.Kind = SchoolSystem.Kind.DISTRICT
    printed_place: str = ""
    note: str | Promise = ""
    other_reading: Reading | None = None
    joined: date = field(default=BEGAN)


NEW_YORK_CITY: Final = (
    "3600076", "3600077", "3600078", "3600079", "3600081", "3600083", "3600084", "3600085",
    "3600086", "3600087", "3600088", "3600090", "3600091", "3600092", "3600094", "3600095",
    "3600096", "3600097", "3600098", "3600099", "3600100", "3600101", "3600102", "3600103",
    "3600119", "3600120", "3600121", "3600122", "3600123", "3600151", "3600152", "3600153",
)  # fmt: skip
"""“NEW YORK CITY GEOGRAPHIC DISTRICT #1” to “#32”."""

ASPIRE: Final = (
    "060149610724", "060152412447", "060154713891", "060155212331", "060155313135", "060155712077", "060159811189",
    "060160414051", "060166712634", "060170312785", "060177814342", "060180112244", "060182110891", "060182612511",
    "060185711655", "060199412542", "060204610727", "060205911423", "060206913963", "060209511809", "060211213676",
    "060212312449", "060219612950", "060221210459", "060226212761", "060233512967", "060236712659", "060237611341",
    "060240313890", "060241712856", "060244512106", "060244808440", "060245210389", "060247212679", "060247608323",
    "060253214481", "060253414483",
    "470014701034", "470014702324", "470014702356", "470014802465",
)  # fmt: skip
"""The schools of 2019-20 whose name begins with “Aspire ”: 37 in California, 4 in Memphis."""

ENTRIES: Final = (
    Entry(
        "aspire", "Aspire Public Schools", "Aspire", "", "", school_ids=ASPIRE, kind=SchoolSystem.Kind.CHARTER,
        note=_("Aspire has no district id. Counted are the schools whose name begins with “Aspire”, in California and in"
               " Memphis, which the directory lists under other ids."),
    ),
    Entry("bridgeport", "Bridgeport Public Schools", "Bridgeport", "Bridgeport", "CT", ("0900450",)),
    Entry("denver", "Denver Public Schools", "Denver", "Denver", "CO", ("0803360",)),
    Entry("district-of-columbia", "District of Columbia Public Schools", "District of Columbia", "", "DC", ("1100030",)),
    Entry("fresno", "Fresno Unified School District", "Fresno", "Fresno", "CA", ("0614550",)),
    Entry("fulton-county", "Fulton County Schools", "Fulton County", "Atlanta", "GA", ("1302280",)),
    Entry("guilford-county", "Guilford County Schools", "Guilford County", "Greensboro", "NC", ("3701920",)),
    Entry("hillsborough-county", "Hillsborough County Public Schools", "Hillsborough County", "Tampa", "FL", ("1200870",)),
    Entry("jefferson-county", "Jefferson County Public Schools", "Jefferson County", "Golden", "CO", ("0804800",)),
    Entry(
        "knox-county", "Knox County Schools", "Knox County", "Knoxville", "TN", ("4702220",),
        printed_place="Barbourville, KY",
        note=_("The published list prints Barbourville, Kentucky, where there is a Knox County too. By every other sign the"
               " member is Knox County Schools in Knoxville, Tennessee, and that is what is counted here."),
        other_reading=Reading("Knox County", "Barbourville, KY", ("2103150",)),
    ),
    Entry("lake-county", "Lake County Schools", "Lake County", "Tavares", "FL", ("1201050",)),
    Entry("long-beach", "Long Beach Unified School District", "Long Beach", "Long Beach", "CA", ("0622500",)),
    Entry(
        "loudon-county", "Loudon County Schools", "Loudon County", "Loudon", "TN", ("4702520",),
        printed_place="Ashburn, VA",
        note=_("The records disagree. The network’s own articles say Tennessee, which also makes the published count of 11"
               " states come out. The list prints Loudon County Public Schools, Ashburn, VA, a town in Loudoun County,"
               " Virginia, which makes the published count of schools come out. Counted here is Tennessee."),
        other_reading=Reading("Loudoun County Public Schools", "Ashburn, VA", ("5102250",)),
    ),
    Entry("metro-nashville", "Metro Nashville Public Schools", "Metro Nashville", "Nashville", "TN", ("4703180",)),
    Entry("new-haven", "New Haven Public Schools", "New Haven", "New Haven", "CT", ("0902790",)),
    Entry(
        "new-york-city", "New York City Public Schools", "New York City", "New York", "NY", NEW_YORK_CITY,
        note=_("The directory lists New York City as 32 geographic districts. Charter schools have ids of their own and are"
               " not among them."),
    ),
    Entry("pittsburgh", "Pittsburgh Public Schools", "Pittsburgh", "Pittsburgh", "PA", ("4219170",)),
    Entry("prince-georges-county", "Prince George’s County Public Schools", "Prince George’s County", "Upper Marlboro", "MD", ("2400510",)),
    Entry("riverside", "Riverside Unified School District", "Riverside", "Riverside", "CA", ("0633150",)),
    Entry("shelby-county", "Shelby County Unified School District", "Shelby County", "Memphis", "TN", ("4700148",)),
    Entry("syracuse", "Syracuse City School District", "Syracuse", "Syracuse", "NY", ("3628590",)),
    Entry("tulsa", "Tulsa Public Schools", "Tulsa", "Tulsa", "OK", ("4030240",)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Resolved:
    """What of an entry the directory holds today; `missing` are the ids it does not."""

    districts: list[District]
    schools: list[School]
    missing: list[str]

    @property
    def complete(self) -> bool:
        return not self.missing


def resolve(entry: Entry | Reading) -> Resolved:
    """Look the entry’s ids up in the directory. A stub of a district counts as missing only if it is not there at all."""
    named = entry.school_ids if isinstance(entry, Entry) else ()
    districts = list(District.objects.unrestricted(Reason.DEMO).filter(leaid__in=entry.leaids))
    schools = list(School.objects.unrestricted(Reason.DEMO).filter(nces_id__in=named))
    here = {district.leaid for district in districts} | {school.nces_id for school in schools}
    return Resolved(districts, schools, [one for one in (*entry.leaids, *named) if one not in here])
