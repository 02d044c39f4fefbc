"""What is filled in about oneself and another: asking to be a pair, where one works, what one means to do each month."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pergola.commons.forms import OnceForm
from pergola.gather.actions.working import Work
from pergola.gather.commitments import may_be_asked
from pergola.gather.models import Pair, Workplace
from pergola.gather.models.commitment import MOST, Kind
from pergola.gather.near import schools_behind
from pergola.people.models import Person
from pergola.systems.feeding import Known, Names
from pergola.systems.grades import KINDERGARTEN, PREKINDERGARTEN, grade_word
from pergola.systems.models import School

FEW = forms.Textarea(attrs={"rows": 2, "maxlength": False})
GRADES = range(PREKINDERGARTEN, 13)


class PairForm(OnceForm):
    """What somebody near would be to one. A coach is chosen on the page of one’s commitment, where one sees what a coach sees."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What would you like?"), widget=forms.RadioSelect, initial=Pair.Kind.PEER,
        choices=[
            (Pair.Kind.PEER.value, gettext_lazy("That we learn together")),
            (Pair.Kind.MENTOR.value, gettext_lazy("That you are my mentor")),
            (Pair.Kind.LEARNER.value, gettext_lazy("To be your mentor")),
        ],
    )  # fmt: skip
    words = forms.CharField(label=gettext_lazy("A word with it"), max_length=400, required=False, widget=FEW)


class CoachForm(OnceForm):
    """Whom one would like as a coach."""

    person = forms.ModelChoiceField(
        label=gettext_lazy("Whom would you like as your coach?"), queryset=Person.objects.none()
    )
    words = forms.CharField(label=gettext_lazy("A word with it"), max_length=400, required=False, widget=FEW)

    def __init__(self, *args: Any, person: Person, wall: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = self.fields["person"]
        assert isinstance(who, forms.ModelChoiceField)
        who.queryset = Person.objects.visible_to(person).filter(may_be_asked(person, wall)).distinct().order_by("name")
        who.empty_label = _("Choose somebody")


class TimesForm(forms.Form):
    """How many a month."""

    times = forms.TypedChoiceField(
        label=gettext_lazy("How many a month, in any mix?"), coerce=int,
        choices=[(0, gettext_lazy("none, for now")), *((n, str(n)) for n in range(1, MOST + 1))], initial=2,
    )  # fmt: skip


class ElsewhereForm(OnceForm):
    """What happened elsewhere. The kind is the button, or is chosen; the day is today unless one says otherwise."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What it was"),
        choices=[("", gettext_lazy("Choose what it was")), *((one.value, capfirst(one.label)) for one in Kind)],
        error_messages={"required": gettext_lazy("Choose what it was.")},
    )
    day = forms.DateField(
        label=gettext_lazy("Another day than today"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    words = forms.CharField(
        label=gettext_lazy("A line about it, for yourself and your coach"), max_length=300, required=False
    )


class WorkplaceForm(forms.Form):
    """Where one works, by the school’s name or its NCES id; what one does; and whether others may find one by it."""

    role = forms.ChoiceField(label=gettext_lazy("What you do"), choices=Workplace.Role.choices)
    school = forms.CharField(
        label=gettext_lazy("Your school"),
        help_text=gettext_lazy("Its name, or the first words of it; or its NCES id. Empty, if you work at no school."),
        max_length=200, required=False, widget=forms.TextInput(attrs={"autocomplete": "organization", "list": "schools"}),
    )  # fmt: skip
    low_grade = forms.TypedChoiceField(label=gettext_lazy("From grade"), coerce=int, empty_value=None, required=False)
    high_grade = forms.TypedChoiceField(label=gettext_lazy("to grade"), coerce=int, empty_value=None, required=False)
    found = forms.BooleanField(
        label=gettext_lazy("Others here may find me by it"), required=False,
        help_text=gettext_lazy("Without it you see who is near, and nobody is shown you."),
    )  # fmt: skip

    def __init__(self, *args: Any, person: Person, wall: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = schools_behind(person, wall).order_by("name", "pk").values_list("pk", "name", "nces_id")
        self.schools = [Known(pk, name, nces or "") for pk, name, nces in rows]
        self.meant: list[Known] = []
        """Of many, those in whose names stands what was written."""
        for name in ("low_grade", "high_grade"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("no grade in particular")), *((one, self._grade(one)) for one in GRADES)]

    @staticmethod
    def _grade(grade: int) -> str:
        return grade_word(grade) if grade <= KINDERGARTEN else str(grade)

    def clean_school(self) -> School | None:
        text = self.cleaned_data["school"]
        if not text:
            return None
        names = Names(self.schools)
        found = names.find(text)
        if isinstance(found, str):
            self.meant = names.holding(text)
            if len(self.meant) != 1:
                raise forms.ValidationError(found)
            found = self.meant[0]  # one school alone can be meant; the page they are led to says which
        return School(pk=found.pk, name=found.name)

    @property
    def work(self) -> Work:
        given = self.cleaned_data
        return Work(
            Workplace.Role(given["role"]), given["school"], given["low_grade"], given["high_grade"], given["found"]
        )

    @staticmethod
    def as_it_stands(mine: Workplace) -> dict[str, Any]:
        """By its id, where a name alone might not tell which; an invented school has a name only."""
        same = {name: getattr(mine, name) for name in ("role", "low_grade", "high_grade", "found")}
        return {"school": (mine.school.nces_id or mine.school.name) if mine.school else "", **same}
