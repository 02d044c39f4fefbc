"""A lesson is published with its evidence and with consent, or not at all."""

import pytest
from tests.cast import Cast
from tests.publishing.stories import Story, agree, published, told

from pergola.publishing.edition import open_content
from pergola.publishing.readiness import missing_for
from pergola.walls.opening import walls


@pytest.fixture
def story(cast: Cast) -> Story:
    return told(cast)


def test_a_lesson_with_its_chain_and_everyones_consent_is_published_whole(story: Story) -> None:
    with walls(story.cast.every_wall):
        edition = published(story)
    content = open_content(edition)
    chain = content.claims[0].chain
    assert [one.place.name for one in chain.evidence] == ["Alder Valley", "Brierfield", "Quarry Ridge"]
    assert [one.role for one in chain.evidence] == ["supports", "replicates", "contradicts"]
    assert [one.series.short for one in chain.evidence if one.series] == ["34 to 50 %", "36 to 48 %", "38 to 40 %, no shift"]
    assert chain.reaches_a_problem(chain.evidence[0])


def test_what_is_missing_before_anybody_was_asked(story: Story) -> None:
    with walls(story.cast.every_wall):
        assert [one.sentence for one in missing_for(story.lesson, story.writer)] == [
            "Alder Valley, Brierfield, Quarry Ridge are not asked for their consent yet."
        ]
        agree(story)
        assert missing_for(story.lesson, story.writer) == []
