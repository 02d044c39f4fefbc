"""NCES EDGE geocodes of public school districts, 2015-16: address, county, coordinates. Names end after 32 letters."""

from typing import Final

from pergola.systems.directory import cells
from pergola.systems.directory.formats.shape import Column, Format, What

FORMAT: Final = Format(
    slug="edge-districts-2015-16",
    title="EDGE geocodes of public school districts",
    publisher="NCES",
    what=What.DISTRICTS,
    columns=(
        Column("LEAID", "leaid", cells.district_id),
        Column("NAME", "name", cells.name),
        Column("LCITY", "city", cells.place),
        Column("LSTATE", "state", cells.state),
        Column("NMCNTY15", "county", cells.place),
        Column("LAT1516", "latitude", cells.latitude),
        Column("LON1516", "longitude", cells.longitude),
    ),
    absent=frozenset({"", "M", "N", "-999", "†", "–"}),
    precision=5,
    assumed_year=2016,
    edition="2015-16",
)
