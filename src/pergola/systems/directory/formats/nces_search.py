"""What the NCES school and district search hands out: schools, or districts, of a state or the country.

A dagger, an en dash, N and NULL stand for “not there”. The file does not say of which year it is; it lists schools
opened after 2019-20, so it ranks just above that year.
"""

from typing import Final

from pergola.systems.directory import cells
from pergola.systems.directory.formats.shape import Column, Format, What

ABSENT: Final = frozenset({"", "†", "–", "‡", "N", "NULL", "-999"})
CHARTER: Final[dict[str, cells.Value]] = {"Yes": True, "No": False}
STATUS: Final[dict[str, cells.Value]] = {
    "Open": True, "Closed": False, "New": True, "Added": True, "Changed Agency": True, "Changed Boundary": True,
    "Inactive": False, "Future": False, "Reopened": True,
}  # fmt: skip

SCHOOLS: Final = Format(
    slug="nces-search-schools",
    title="Search for public schools",
    publisher="NCES",
    what=What.SCHOOLS,
    columns=(
        Column("NCES School ID", "nces_id", cells.school_id),
        Column("NCES District ID", "leaid", cells.district_id),
        Column("School Name", "name", cells.name),
        Column("District", "district_name", cells.name),
        Column("City", "city", cells.place),
        Column("State", "state", cells.state),
        Column("County Name*", "county", cells.place),
        Column("Low Grade*", "low_grade", cells.grade),
        Column("High Grade*", "high_grade", cells.grade),
        Column("Charter", "charter", cells.one_of(CHARTER)),
        Column("Status", "open", cells.one_of(STATUS)),
        Column("Students*", "students", cells.students),
        Column("Teachers*", "teachers", cells.teachers),
        Column("Latitude", "latitude", cells.latitude),
        Column("Longitude", "longitude", cells.longitude),
    ),
    absent=ABSENT,
    precision=2,
    assumed_year=2021,
)

DISTRICTS: Final = Format(
    slug="nces-search-districts",
    title="Search for public school districts",
    publisher="NCES",
    what=What.DISTRICTS,
    columns=(
        Column("NCES District ID", "leaid", cells.district_id),
        Column("District Name", "name", cells.name),
        Column("City", "city", cells.place),
        Column("State", "state", cells.state),
        Column("County Name*", "county", cells.place),
        Column("Students*", "students", cells.students),
        Column("Teachers*", "teachers", cells.teachers),
        Column("Type", "kind", cells.short),
    ),
    absent=ABSENT,
    precision=6,
    assumed_year=2021,
)
