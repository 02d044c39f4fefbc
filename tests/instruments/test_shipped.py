"""What ships keeps its words: an answer means what it was an answer to."""

import hashlib

import pytest
from django.utils.translation import override

from pergola.desk.happened import READINGS
from pergola.instruments.models import Item
from pergola.instruments.shipped import FRAMEWORKS, HEALTH, HERE, shipped

SEALED = {
    "health 1": "166acc5a4963346133673475c8173411dbec67c069ccb0549ea557fa36cdbec7",
    "practice 1": "2162a31f7645a785d40bac950ffb8c76e5594a1c8656dc8f08ecc5cb68342725",
}
"""Other words are another version: add a line, and never change one."""


@pytest.mark.parametrize("slug", [HEALTH, *FRAMEWORKS])
def test_a_version_that_shipped_never_changes(slug: str) -> None:
    told = (HERE / f"{slug}.json").read_bytes()
    assert SEALED[f"{slug} {shipped(slug).version}"] == hashlib.sha256(told).hexdigest()


@pytest.mark.parametrize("slug", [HEALTH, *FRAMEWORKS])
def test_it_is_whole_in_both_languages(slug: str) -> None:
    ours = shipped(slug)
    words = [ours.called, *ours.anchors, *(side for one in ours.items for side in (one.in_short, one.in_full))]
    assert [one for one in words if set(one) != {"en", "es"} or one["en"] == one["es"]] == []
    keys = [one.key for one in ours.items]
    assert len(keys) == len(set(keys))
    assert all(
        len(key) <= (Item._meta.get_field("key").max_length or 0) and key.isalpha() and key.islower() for key in keys
    )
    with override("es"):
        assert ours.items[0].stem == ours.items[0].in_full["es"]
    with override("fr"):
        assert ours.name == ours.called["en"]


def test_each_feature_stands_beside_an_indicator() -> None:
    assert list(READINGS) == [one.key for one in shipped(HEALTH).items]
    assert len(READINGS) == 6
