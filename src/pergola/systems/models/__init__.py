"""School systems as published, in `published`; and as their own rosters say, in `roster`, behind their walls."""

from pergola.systems.models.published import (
    Department,
    DirectoryImport,
    District,
    Feeder,
    Programme,
    School,
    SchoolOf,
    SchoolQuerySet,
    SchoolSystem,
    SchoolSystemQuerySet,
    Source,
    SystemDistrict,
    SystemSchool,
)
from pergola.systems.models.roster import RosterImport, RosterInvitation, RosterOrg, RosterPerson

__all__ = [
    "Department",
    "DirectoryImport",
    "District",
    "Feeder",
    "Programme",
    "RosterImport",
    "RosterInvitation",
    "RosterOrg",
    "RosterPerson",
    "School",
    "SchoolOf",
    "SchoolQuerySet",
    "SchoolSystem",
    "SchoolSystemQuerySet",
    "Source",
    "SystemDistrict",
    "SystemSchool",
]
