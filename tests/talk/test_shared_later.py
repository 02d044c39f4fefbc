"""“Seen by the people of this team” stays true of what was said, whatever is shared later."""

from tests.world import World

from pergola.commons.models import Artifact
from pergola.people.models import walls_of
from pergola.spaces.audiences import for_wall
from pergola.spaces.models.audience import audience_ids
from pergola.talk.actions import say
from pergola.talk.models import Post
from pergola.talk.search import find_posts
from pergola.walls.opening import walls


def test_sharing_a_thing_shares_no_words_of_before(world: World) -> None:
    cast, cycle = world.cast, world.chain["cycle"]
    with walls(walls_of(cast.member)):
        before = say(by=cast.member, artifact=cycle, body="Between us: period 1 was a marmalade.")
        Artifact.objects.filter(pk=cycle.pk).update(audience=for_wall(cycle.wall_id))
        after = say(
            by=cast.member,
            artifact=Artifact.objects.get(pk=cycle.pk),
            body="For everyone: period 1 moved late, no marmalade.",
        )
    with walls(walls_of(cast.team_lead_b)):
        assert list(Post.objects.visible_to(cast.team_lead_b).filter(artifact=cycle)) == [after]
        assert [one.pk for one in find_posts(cast.team_lead_b, "marmalade", audience_ids(cast.team_lead_b))] == [
            after.pk
        ]
    with walls(walls_of(cast.team_lead)):
        assert list(Post.objects.visible_to(cast.team_lead).filter(artifact=cycle)) == [before, after]
