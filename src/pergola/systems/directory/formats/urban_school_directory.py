"""The school directory of the Common Core of Data, as the Urban Institute's education data portal publishes it.

One row a school, with its district's id and name; no district rows, sizes or coordinates. Grades are spelt out.
"""

from typing import Final

from pergola.systems.directory import cells
from pergola.systems.directory.formats.shape import Column, Format, What

FORMAT: Final = Format(
    slug="ccd-school-directory",
    title="School directory, Common Core of Data",
    publisher="NCES, by the Urban Institute’s education data portal (ODC-By 1.0)",
    what=What.SCHOOLS,
    columns=(
        Column("ncessch", "nces_id", cells.school_id),
        Column("leaid", "leaid", cells.district_id),
        Column("school_name", "name", cells.name),
        Column("lea_name", "district_name", cells.name),
        Column("city_location", "city", cells.place),
        Column("state_location", "state", cells.state),
        Column("lowest_grade_offered", "low_grade", cells.grade),
        Column("highest_grade_offered", "high_grade", cells.grade),
    ),
    absent=frozenset({"", "Not applicable", "-999", "†", "–", "‡"}),
    precision=1,
    assumed_year=2020,
)
