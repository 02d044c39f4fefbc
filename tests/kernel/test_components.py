"""Components take what they declare, refuse the rest, and escape what people wrote."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from django.template import Context, Template, TemplateSyntaxError
from tests.kernel.gallery import SOURCE, gallery

from pergola.kernel import components
from pergola.kernel.templatetags import pergola
from pergola.kernel.templatetags.pergola import COMPONENTS

MARKUP = Path(components.__file__).parent / "templates/kernel/components"


def render(source: str, **context: Any) -> str:
    return Template("{% load pergola %}" + source).render(Context(context)).strip()


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("{% word 'late' tune='leaf' %}", "{% word %} has no property tune."),
        ("{% row %}x{% endrow %}", "{% row %} needs term."),
        ("{% word 'late' 'leaf' %}", "{% word %}: give 'leaf' a name."),
        ("{% word 'late' text='early' %}", "{% word %} is given text twice."),
        ("{% act 'Next' %}{% slot button %}{% endslot %}{% endact %}", "{% act %} has no slot button."),
        ("{% slot %}{% endslot %}", "{% slot %} takes one name."),
    ],
)
def test_what_is_not_declared_does_not_compile(source: str, sentence: str) -> None:
    with pytest.raises(TemplateSyntaxError) as refused:
        render(source)
    assert str(refused.value) == sentence


def test_a_slot_outside_a_component_is_a_mistake() -> None:
    with pytest.raises(TemplateSyntaxError, match="directly inside a component"):
        render("{% act 'Next' %}{% if 1 %}{% slot buttons %}{% endslot %}{% endif %}{% endact %}")


def test_a_tone_nobody_declared_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="choose from"):
        render("{% word 'late' tone='red' %}")


def test_every_component_has_its_markup_and_all_markup_its_component() -> None:
    assert {path.stem for path in MARKUP.glob("*.html")} == {component.name for component in COMPONENTS}


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda component: component.name)
def test_markup_uses_everything_declared(component: components.Component) -> None:
    markup = (MARKUP / f"{component.name}.html").read_text()
    if component.name == "field":  # it hands everything on
        markup += (MARKUP.parent / "forms/field.html").read_text()
    for name in (*component.required, *component.optional, *component.slots):
        assert name in markup
    assert bool(re.search(r"\bbody\b", markup)) == component.body


def test_the_gallery_shows_every_component() -> None:
    source = SOURCE.read_text()
    assert [c.name for c in COMPONENTS if f"{{% {c.name} " not in source] == []


def test_what_people_wrote_is_escaped_and_what_the_page_wrote_is_not() -> None:
    html = render(
        "{% line title %}<p>{{ body }}</p>{% slot meta %}<b>{{ title }}</b>{% endslot %}{% endline %}",
        title="<script>", body="<i>",
    )  # fmt: skip
    assert "<script>" not in html
    assert html.count("&lt;script&gt;") == 2
    assert "<p>&lt;i&gt;</p>" in html
    assert "<b>" in html


def test_a_component_knows_nothing_of_the_page_but_what_it_is_given() -> None:
    assert "leaf" not in render("{% word 'late' %}", tone="leaf", slots="x", body="y")


def test_parts_may_be_made_in_a_loop_and_components_in_components() -> None:
    html = render(
        "{% bays %}{% for n in names %}{% bay n current=forloop.last %}{% empty %}none{% endfor %}{% endbays %}",
        names="ab",
    )
    assert html.count("<li") == 2
    assert html.count('aria-current="step"') == 1


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("people=14 of='this community'", "Seen by the 14 people of this community."),
        ("people=1 of='this community'", "Seen by one person of this community."),
        ("people=1", "Seen by you, and nobody else."),
        ("people=6", "Seen by 6 people."),
        ("everyone=True", "Seen by everyone, signed in or not."),
        ("by='you and your coach' also='By nobody else, ever.'", "Seen by you and your coach. By nobody else, ever."),
    ],
)
def test_who_sees_it_is_one_sentence(given: str, sentence: str) -> None:
    assert render(f"{{% seen {given} %}}") == f'<p class="seen">{sentence}</p>'


def test_the_step_is_never_shown_without_its_word() -> None:
    html = render("{% pdsa 3 'Study' %}")
    assert html.count('class="on"') == 2
    assert html.endswith("</span>Study")


def test_contradiction_always_has_its_word() -> None:
    html = render("{% rail_item kind='contradicts' what='Cycle' %}Quarry Ridge{% endrail_item %}")
    assert "<strong>Cycle, contradicts.</strong>" in html


def test_days_and_hours_are_written_as_people_do(settings: Any) -> None:
    settings.TIME_ZONE = "America/New_York"
    when = dt.datetime(2019, 12, 3, 20, 45, tzinfo=dt.UTC)
    assert (pergola.day(when), pergola.hour(when), pergola.dated(when)) == (
        "Tuesday 3 December 2019", "3:45 pm", "3 December 2019",
    )  # fmt: skip
    assert pergola.clock(when) == "3:45 pm EST", "whose clock, for those who read it elsewhere"
    assert pergola.day(None) + pergola.hour(None) + pergola.dated(None) + pergola.clock(None) == ""


def test_the_gallery_page_names_its_theme_only_when_somebody_chose_one() -> None:
    assert 'data-bs-theme="dark"' in gallery(theme="dark")
    assert "data-bs-theme" not in gallery()
