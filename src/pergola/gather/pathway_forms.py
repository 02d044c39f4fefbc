"""What is filled in about pathways."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pergola.commons.forms import OnceForm
from pergola.commons.models import Artifact
from pergola.gather.actions.walking import Level, Thing
from pergola.gather.community_forms import long
from pergola.gather.models import Pathway, PathwayLevel
from pergola.gather.pathways import LESSON, Checked
from pergola.people.models import Person
from pergola.spaces.models import Community

LONGEST_SENTENCE, MOST_CHOICES = 200, 100
"""So many communities, and lessons, stand in a list to choose from; of more of them one names a word first."""


class PathwayForm(OnceForm):
    """Its name, what it is for, whether one level leads to the next."""

    name = forms.CharField(
        label=gettext_lazy("What it is called"),
        max_length=120,
        help_text=gettext_lazy("“Blended learning”, for example."),
    )
    about = forms.CharField(label=gettext_lazy("What it is for, and for whom"), max_length=1000, widget=long(3))
    ordered = forms.BooleanField(
        label=gettext_lazy("One level leads to the next"), required=False, initial=True,
        help_text=gettext_lazy("Otherwise people go about it in any order."),
    )  # fmt: skip


class ChangePathwayForm(PathwayForm):
    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    offered = forms.BooleanField(
        label=gettext_lazy("People can set out on it"), required=False,
        help_text=gettext_lazy("Otherwise it stands no longer in the list; who is on it stays there."),
    )  # fmt: skip


class LevelForm(OnceForm):
    """A stretch of it, and what one can do after it."""

    number = forms.CharField(
        label=gettext_lazy("Its number"),
        max_length=10,
        required=False,
        help_text=gettext_lazy("1.0, for example; or none."),
    )
    name = forms.CharField(label=gettext_lazy("What it is called"), max_length=120)
    about = forms.CharField(
        label=gettext_lazy("What one works on there"), max_length=1000, required=False, widget=long(2)
    )
    sentences = forms.CharField(
        label=gettext_lazy("What one can do after it, a sentence a line"), max_length=1800, required=False, widget=long(4),
        help_text=gettext_lazy(
            "“In a station lesson I know what each group did.” They make a self-check, by which people find their place."
        ),
    )  # fmt: skip

    def clean_sentences(self) -> list[str]:
        lines = [one.strip() for one in str(self.cleaned_data["sentences"]).splitlines() if one.strip()]
        for at, one in enumerate(lines, 1):
            if len(one) > LONGEST_SENTENCE:
                said = _("Line %(n)d is longer than 200 letters. Make two of it, or say it shorter.")
                raise ValidationError(said % {"n": at})
        return lines

    @property
    def level(self) -> Level:
        return Level(**{name: self.cleaned_data[name] for name in ("name", "number", "about", "sentences")})


class ChangeLevelForm(LevelForm):
    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class ThingForm(OnceForm):
    """A community, a published lesson, or a page anywhere."""

    community = forms.ModelChoiceField(
        label=gettext_lazy("A community"),
        queryset=Community.objects.none(),
        required=False,
        empty_label=gettext_lazy("None"),
    )
    lesson = forms.ModelChoiceField(
        label=gettext_lazy("Or a published lesson"), queryset=Artifact.objects.none(), required=False,
        empty_label=gettext_lazy("None"),
    )  # fmt: skip
    link = forms.URLField(
        label=gettext_lazy("Or the address of a page"), max_length=500, required=False, assume_scheme="https"
    )
    title = forms.CharField(label=gettext_lazy("What that page is called"), max_length=200, required=False)

    def __init__(self, *args: Any, level: PathwayLevel, by: Person, word: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rooms = Community.objects.visible_to(by).filter(wall=level.wall_id).going_on().order_by("name", "pk")
        lessons = Artifact.objects.visible_to(by).filter(kind=LESSON).defer("search", "words").order_by("title", "pk")
        every = [
            self._list("community", rooms, rooms.filter(name__icontains=word)),
            self._list("lesson", lessons, lessons.filter(title__icontains=word)),
        ]
        self.there_are_more = not all(every)

    def _list(self, name: str, every: QuerySet[Any], found: QuerySet[Any]) -> bool:
        """Those found, and what was chosen before; any of them is taken. Are these all that were found?"""
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = every
        listed, chosen = list(found[: MOST_CHOICES + 1]), str(self.data.get(name, "")) if self.is_bound else ""
        choices = [(str(one.pk), str(one)) for one in listed[:MOST_CHOICES]]
        if chosen and chosen not in dict(choices):
            choices += [(str(one.pk), str(one)) for one in self._known(every, chosen)]
        field.choices = [("", field.empty_label), *choices]
        return len(listed) <= MOST_CHOICES

    @staticmethod
    def _known(every: QuerySet[Any], chosen: str) -> list[Any]:
        try:
            return list(every.filter(pk=UUID(chosen)))
        except ValueError:
            return []

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        chosen = [name for name in ("community", "lesson", "link") if given.get(name)]
        if not chosen and not self.errors:
            raise ValidationError(_("Choose a community or a lesson, or write the address of a page."))
        if len(chosen) > 1:
            raise ValidationError(_("One thing at a time: a community, a lesson or a page."))
        if given.get("link") and not given.get("title"):
            self.add_error("title", _("Say what the page is called, so that people know what they open."))
        return given

    @property
    def thing(self) -> Thing:
        given = self.cleaned_data
        if given["community"]:
            return Thing(community=given["community"])
        if given["lesson"]:
            return Thing(lesson=given["lesson"].pk, title=given["lesson"].title)
        return Thing(title=given["title"], link=given["link"])


class PlaceForm(forms.Form):
    """Where one is: at a level, or on the pathway and no more."""

    level = forms.ModelChoiceField(queryset=PathwayLevel.objects.none(), required=False)

    def __init__(self, *args: Any, pathway: Pathway, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        level = self.fields["level"]
        assert isinstance(level, forms.ModelChoiceField)
        level.queryset = PathwayLevel.objects.visible_to(by).filter(pathway=pathway)


class CheckForm(forms.Form):
    """Yes or not yet, sentence by sentence. Nothing of it is kept."""

    def __init__(self, *args: Any, check: list[Checked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in check:
            for item in one.items:
                self.fields[f"can-{item.pk}"] = forms.ChoiceField(
                    label=item.own_words, choices=[("yes", _("Yes")), ("not", _("Not yet"))], widget=forms.RadioSelect
                )

    @property
    def able(self) -> dict[int, bool]:
        return {int(name.removeprefix("can-")): said == "yes" for name, said in self.cleaned_data.items()}
