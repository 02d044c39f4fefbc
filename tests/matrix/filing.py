"""The files of the stage: real bytes in the store, and a row in each relation."""

from datetime import timedelta
from io import BytesIO
from typing import Any

from PIL import Image
from tests.cast import Cast

from pergola.commons.files.keeping import keep
from pergola.commons.models import Artifact, File
from pergola.kernel.clock import now
from pergola.people.models import Person
from pergola.talk.models import Post


def a_png(width: int = 12, height: int = 8) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), "seagreen").save(out, "PNG")
    return out.getvalue()


def lay_files(things: dict[str, dict[str, Any]], *, cast: Cast) -> None:
    """One on each conversation that others of the table ask about, one with a post, and those that are gone."""
    by = {"talk": cast.member, "alder’s team": cast.member, "seats": cast.neighbour, "brier": cast.lead_b}
    lately = now() - timedelta(days=1)

    def lay(name: str, conversation: str, who: Person, **more: object) -> File:
        artifact = Artifact.objects.get(pk=things[f"conversation of {conversation}"]["pk"])
        key = keep(artifact.wall_id, BytesIO(a_png()))
        made = File.objects.create(
            artifact=artifact, added_by=who, kind=File.Kind.PICTURE, media="png", name=f"{name}.png",
            description="Green", size=80, key=key, width=12, height=8, **more,
        )  # fmt: skip
        things[name] = {"pk": made.pk}
        things[f"picture of {name}"] = {"pk": made.pk, "size": "small"}
        return made

    for place, who in by.items():
        lay(f"file of {place}", place, who)
        lay(f"removed file of {place}", place, who, removed=lately, removed_by=who)
    lay("file of everyone", "everyone", cast.hub_director)
    lay("file of talk, removed", "talk, removed", cast.member)
    post = Post.objects.get(pk=things["post of talk"]["pk"])
    lay("file said in talk", "talk", cast.member, said_in=post.pk)
    lay("file of a post taken back", "talk", cast.member, said_in=post.pk, post_removed=lately)
    things["picture of no such size"] = {"pk": things["file of talk"]["pk"], "size": "huge"}
