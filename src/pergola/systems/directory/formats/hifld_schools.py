"""Public schools of HIFLD Open (homeland infrastructure data), built on the Common Core of Data.

−999 and NOT REPORTED stand for “not there”. STATUS: 1 open, 2 closed, 3 new, 4 added, 5 changed agency, 6 closed
for a time, 7 to open later, 8 opened again.
"""

from typing import Final

from pergola.systems.directory import cells
from pergola.systems.directory.formats.shape import Column, Format, What

LEVELS: Final[dict[str, cells.Value]] = {
    "PREKINDERGARTEN": "prekindergarten",
    "ELEMENTARY": "elementary",
    "MIDDLE": "middle",
    "HIGH": "high",
    "SECONDARY": "secondary",
    "OTHER": "other",
    "UNGRADED": "other",
    "ADULT EDUCATION": "other",
}
STATUS: Final[dict[str, cells.Value]] = {
    "1": True, "2": False, "3": True, "4": True, "5": True, "6": False, "7": False, "8": True,
}  # fmt: skip

FORMAT: Final = Format(
    slug="hifld-public-schools",
    title="Public schools, HIFLD Open",
    publisher="US Department of Homeland Security, on NCES data",
    what=What.SCHOOLS,
    columns=(
        Column("NCESID", "nces_id", cells.school_id),
        Column("DISTRICTID", "leaid", cells.district_id),
        Column("NAME", "name", cells.name),
        Column("CITY", "city", cells.place),
        Column("STATE", "state", cells.state),
        Column("COUNTY", "county", cells.place),
        Column("LATITUDE", "latitude", cells.latitude),
        Column("LONGITUDE", "longitude", cells.longitude),
        Column("STATUS", "open", cells.one_of(STATUS)),
        Column("LEVEL_", "level", cells.one_of(LEVELS)),
        Column("ST_GRADE", "low_grade", cells.grade),
        Column("END_GRADE", "high_grade", cells.grade),
        Column("ENROLLMENT", "students", cells.students),
        Column("FT_TEACHERS", "teachers", cells.teachers),
    ),
    absent=frozenset({"", "M", "N", "-999", "NOT REPORTED", "NOT AVAILABLE", "†", "–"}),
    precision=3,
    assumed_year=2024,
    dated_by="SOURCE_DATE",
)
