"""The record holds published facts only, and says where two of them disagree."""

from collections import Counter

import pytest

from pergola.systems import record
from pergola.systems.models import District, School


def test_there_are_twenty_two_and_no_id_stands_twice() -> None:
    ids = [one for entry in record.ENTRIES for one in (*entry.leaids, *entry.school_ids)]
    assert (len(record.ENTRIES), len({entry.slug for entry in record.ENTRIES})) == (22, 22)
    assert [one for one, times in Counter(ids).items() if times > 1] == []
    assert (len(record.NEW_YORK_CITY), len(record.ASPIRE)) == (32, 41)


def test_the_places_are_those_of_the_published_list_and_its_eleven_states() -> None:
    states = {entry.state for entry in record.ENTRIES} - {"", "DC"}
    assert sorted(states) == ["CA", "CO", "CT", "FL", "GA", "MD", "NC", "NY", "OK", "PA", "TN"]
    assert {entry.slug for entry in record.ENTRIES if entry.other_reading} == {"knox-county", "loudon-county"}
    assert {entry.slug for entry in record.ENTRIES if entry.printed_place} == {"knox-county", "loudon-county"}


@pytest.mark.django_db
def test_what_the_directory_lacks_is_named() -> None:
    loudon = next(entry for entry in record.ENTRIES if entry.slug == "loudon-county")
    assert (record.resolve(loudon).missing, record.resolve(loudon).complete) == (["4702520"], False)
    district = District.objects.create(leaid="4702520", name="Loudon County", state="TN", stub=True)
    assert (record.resolve(loudon).districts, record.resolve(loudon).complete) == ([district], True)


@pytest.mark.django_db
def test_scattered_schools_are_found_one_by_one() -> None:
    aspire = record.ENTRIES[0]
    school = School.objects.create(nces_id=record.ASPIRE[0], name="Aspire Triumph Technology Academy", state="CA")
    found = record.resolve(aspire)
    assert (found.schools, len(found.missing)) == ([school], 40)
