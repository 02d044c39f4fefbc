"""What every page needs: where one can go, who keeps this place, which half of the demo one is in."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    person = getattr(request, "person", None)
    return {"person": person, "theme": getattr(person, "theme", ""), "demo": settings.DEMO}
