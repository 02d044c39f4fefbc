"""What every form page does: only for those who may, once, with refusals beside their fields and nothing lost."""

from collections.abc import Callable, Sequence
from copy import copy
from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm, ModelForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pergola.commons.models import Artifact
from pergola.commons.once import do_once
from pergola.commons.seen import SeenBy, seen_by
from pergola.inquiry.homes import home_of, seen_at_home
from pergola.inquiry.rules import may_change
from pergola.kernel.errors import Incomplete, Refusal, Stale
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person

HIDDEN = ("once", "revision")


def me(request: PersonRequest) -> Person:
    """Whoever is signed in; the view asked for it."""
    assert isinstance(request.person, Person)
    return request.person


def must_be_mine(request: PersonRequest, thing: Artifact) -> None:
    """403 for those who see the thing and may not change it. Those who do not see it got 404 before."""
    if not may_change(request.person, thing):
        raise PermissionDenied


def words(form: BaseForm) -> dict[str, Any]:
    """What was written, without what the form carries for itself."""
    return {name: value for name, value in form.cleaned_data.items() if name not in HIDDEN}


def who_sees(thing: Artifact) -> SeenBy:
    return seen_by(thing.audience)


def who_will_see(thing: Artifact) -> SeenBy:
    """Who sees what is made from this thing: the people of its home, however many see the thing itself by now."""
    home = home_of(thing)
    return seen_at_home(home) if home is not None else who_sees(thing)


def sent(
    request: PersonRequest, form: BaseForm, wall: int, act: Callable[[], Artifact | str], about: Artifact | None = None,
    stale: Callable[[], None] | None = None,
) -> HttpResponse | None:  # fmt: skip
    """Do the act once and go where it leads. None if the form says what must be different.

    `stale` puts into the form what stands there now, where that is no artifact.
    """
    if request.method != "POST" or not form.is_valid():
        return None

    def lead() -> str:
        done = act()
        return done if isinstance(done, str) else done.get_absolute_url()

    try:
        address = do_once(me(request), wall, form.cleaned_data["once"], lead)
    except Refusal as refusal:
        if isinstance(refusal, Stale) and stale is not None:
            stale()
        put_beside(form, refusal, _standing(request, about))
        return None
    return redirect(address)


def put_beside(form: BaseForm, refusal: Refusal, about: Artifact | None = None) -> None:
    """The refusal's sentence beside the field it belongs to, or on top. What was written stays."""
    if isinstance(refusal, Stale) and about is not None:
        put_theirs(form, differing(form, about), number=about.revision)
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, str(refusal.sentence))
    if isinstance(refusal, Incomplete):
        for sentence in refusal.missing:
            form.add_error(None, str(sentence))


def _standing(request: PersonRequest, about: Artifact | None) -> Artifact | None:
    """The thing as it stands in the database now."""
    return about and type(about).objects.visible_to(request.person).filter(pk=about.pk).first()


def put_theirs(form: BaseForm, theirs: Sequence[tuple[Any, str]], *, number: int, field: str = "revision") -> None:
    """What stands there now, and its number in the hidden field, so that sending again is on purpose."""
    form.theirs = theirs  # type: ignore[attr-defined]
    sent_data = form.data.copy()  # type: ignore[attr-defined]
    sent_data[field] = str(number)
    form.data = sent_data


def differing(form: BaseForm, stands: Any) -> list[tuple[Any, str]]:
    """Each field that says otherwise than what was sent: its label, and what stands there."""
    given = {name: value for name, value in words(form).items() if hasattr(stands, name)}
    return [(form[name].label, _shown(stands, name)) for name, value in given.items() if getattr(stands, name) != value]


def _shown(stands: Any, name: str) -> str:
    value = getattr(stands, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    chosen = getattr(stands, f"get_{name}_display", None)
    return str(chosen() if chosen else value or _("nothing"))


def ask(
    request: PersonRequest,
    form: BaseForm,
    act: Callable[[], Artifact | str],
    *,
    wall: int,
    seen: SeenBy,
    heading: str,
    button: str,
    about: Artifact | None = None,
    stale: Callable[[], None] | None = None,
    **more: Any,
) -> HttpResponse:
    """A page with one form on it. 422 where the form was refused, with everything that was written."""
    answer = sent(request, form, wall, act, about, stale)
    if answer is not None:
        return answer
    context = {"form": form, "heading": heading, "button": button, "seen": seen, "about": about, **more}
    template = more.get("template", "inquiry/form.html")
    return render(request, template, context, status=422 if form.is_bound else 200)


def edit[M: Artifact](
    request: PersonRequest,
    thing: M,
    form_class: type["ModelForm[M]"],
    act: Callable[[int, dict[str, Any]], M],
    fit: Callable[[Any], object] = bool,
    **more: Any,
) -> HttpResponse:
    """The page on which a thing's words are changed. `fit` gives a form its choices."""
    must_be_mine(request, thing)
    form = form_class(request.POST or None, instance=copy(thing), initial={"revision": thing.revision})
    fit(form)
    return ask(
        request,
        form,
        lambda: act(form.cleaned_data["revision"], words(form)),
        wall=thing.wall_id,
        seen=who_sees(thing),
        heading=_("Change the words"),
        button=_("Keep the new words"),
        about=thing,
        **more,
    )
