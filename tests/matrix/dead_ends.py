"""Everything people talk about or test has a link that leads nowhere, so that seeing to it changes something."""

from pergola.commons.dead_ends import GONE, dead_end
from pergola.commons.models import Artifact

LOST = "https://lost.example/"


def lay_dead_ends() -> None:
    found = [dead_end(GONE, LOST).kept()]
    Artifact.objects.filter(kind__in=["conversation", "cycle", "problem"]).update(dead_ends=found)
