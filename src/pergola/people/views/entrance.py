"""What every page of the entrance has in common: a refused form is said so, and keeps what was written."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.utils.cache import add_never_cache_headers

from pergola.kernel.errors import Refusal


class Entrance:
    """Goes before one of allauth’s views."""

    def dispatch(self, *args: Any, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = super().dispatch(*args, **kwargs)  # type: ignore[misc]  # allauth's view has it
        add_never_cache_headers(answer)
        return answer

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """All or nothing: where the mail cannot go, nothing was asked for."""
        try:
            with transaction.atomic():
                answer: HttpResponse = super().post(*args, **kwargs)  # type: ignore[misc]  # allauth's view has it
                return answer
        except Refusal as refusal:
            form = self.get_form()  # type: ignore[attr-defined]
            form.full_clean()
            form.add_error(None, str(refusal))
            return self.refused(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_invalid(form)  # type: ignore[misc]  # allauth's view has it
        if answer.status_code == 200:
            answer.status_code = 422
        return answer

    def refused(self, form: Any) -> HttpResponse:
        context = self.get_context_data(form=form)
        answer: HttpResponse = self.render_to_response(context, status=422)  # type: ignore[attr-defined]
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]  # allauth's view has it
        if found.get("redirect_field_value") and not self.get_next_url():  # type: ignore[attr-defined]
            found |= {"redirect_field": "", "redirect_field_value": None}  # an address that is not ours is not kept
        tried = {"form": kwargs["form"]} if "form" in kwargs else {}  # some of allauth's views forget it
        return found | tried | {"keeper": settings.KEEPER, "minutes": settings.CODE_MINUTES}
