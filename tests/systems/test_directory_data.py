"""The published files themselves: every row of them, as published."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pergola.systems import record
from pergola.systems.directory.importing import import_file
from pergola.systems.models import District, School

pytestmark = [pytest.mark.django_db, pytest.mark.data, pytest.mark.slow]
type Data = Callable[[str], Path]


def test_every_school_and_district_of_the_country(data: Data) -> None:
    districts = import_file(data("nces-directory/edge_publiclea_2015_16.csv"))
    schools = import_file(data("nces-directory/school_directory_2019_20.csv"))
    assert [(one.rows, one.taken, one.added, one.rows_refused) for one in (districts, schools)] == [
        (18862, 18862, 18862, 0),
        (101688, 101688, 101688, 0),
    ]
    assert (schools.stubs_added, District.objects.filter(stub=True).count()) == (1694, 1694)
    assert School.objects.filter(district=None).count() == 0
    resolved = {entry.slug: record.resolve(entry) for entry in record.ENTRIES}
    assert {slug for slug, found in resolved.items() if not found.complete} == set()
    check_the_record(resolved)


def check_the_record(resolved: dict[str, record.Resolved]) -> None:
    """Each id of the record is the system it says: by the names and states of the directory."""
    new_york = District.objects.filter(name__startswith="NEW YORK CITY GEOGRAPHIC DISTRICT")
    assert set(resolved["new-york-city"].districts) == set(new_york)
    assert School.objects.filter(district__in=new_york).count() == 1524
    aspire = School.objects.filter(name__startswith="Aspire ", state="CA") | School.objects.filter(
        name__startswith="Aspire ", city="Memphis"
    )
    assert set(resolved["aspire"].schools) == set(aspire)
    assert (aspire.filter(state="CA").count(), aspire.filter(city="Memphis").count()) == (37, 4)
    alone = {
        slug: (found.districts[0].name, found.districts[0].state, found.districts[0].schools.count())
        for slug, found in resolved.items()
        if len(found.districts) == 1
    }
    assert alone == {
        "bridgeport": ("Bridgeport School District", "CT", 36),
        "denver": ("School District No. 1 in the county of Denver and State of C", "CO", 208),
        "district-of-columbia": ("District of Columbia Public Schools", "DC", 115),
        "fresno": ("Fresno Unified", "CA", 100),
        "fulton-county": ("Fulton County", "GA", 107),
        "guilford-county": ("Guilford County Schools", "NC", 127),
        "hillsborough-county": ("HILLSBOROUGH", "FL", 310),
        "jefferson-county": ("Jefferson County School District No. R-1", "CO", 165),
        "knox-county": ("Knox County", "TN", 91),
        "lake-county": ("LAKE", "FL", 63),
        "long-beach": ("Long Beach Unified", "CA", 84),
        "loudon-county": ("Loudon County", "TN", 9),
        "metro-nashville": ("Davidson County", "TN", 169),
        "new-haven": ("New Haven School District", "CT", 39),
        "pittsburgh": ("Pittsburgh SD", "PA", 58),
        "prince-georges-county": ("Prince Georges County Public Schools", "MD", 208),
        "riverside": ("Riverside Unified", "CA", 49),
        "shelby-county": ("Shelby County", "TN", 230),
        "syracuse": ("SYRACUSE CITY SCHOOL DISTRICT", "NY", 35),
        "tulsa": ("TULSA", "OK", 77),
    }


def test_the_files_of_two_states_add_sizes_and_places(data: Data) -> None:
    names = [
        "nces_california_public_schools",
        "nces_california_districts",
        "nces_florida_districts",
        "hifld_florida_public_schools",
    ]
    reports = {name: import_file(data(f"nces-directory/{name}.csv")) for name in names}
    assert {name: (one.rows, one.taken, one.cells_refused, one.rows_refused) for name, one in reports.items()} == {
        "nces_california_public_schools": (10349, 10349, 0, 0),
        "nces_california_districts": (2112, 2112, 0, 0),
        "nces_florida_districts": (83, 83, 1, 0),
        "hifld_florida_public_schools": (4337, 4337, 0, 0),
    }
    assert School.objects.exclude(students=None).count() == 10349 - 228 + 4337 - 105
    again = {name: import_file(data(f"nces-directory/{name}.csv")) for name in names}
    assert {name: (one.added, one.changed) for name, one in again.items()} == dict.fromkeys(names, (0, 0))
