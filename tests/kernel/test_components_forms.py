"""A form in the look: what was written stays, the mistake stands beside the field, the control says so."""

from django.template import Context, Template

from pergola.demo.example import Example


def test_a_mistake_stands_beside_its_field_and_what_was_written_stays() -> None:
    html = str(Example({"day": "24 Setember"})["day"].as_field_group())
    assert 'value="24 Setember"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_day_helptext id_day_error"' in html
    assert '<p class="problem" id="id_day_error">' in html
    assert 'id="id_day_helptext"' in html


def test_more_than_two_mistakes_are_listed_on_top_with_links() -> None:
    html = str(Example({}))
    assert html.index("Everything you wrote is kept.") < html.index("<input")
    assert '<a href="#id_day">' in html
    assert '<a href="#id_lean">' in html
    assert '<fieldset class="field choices" id="id_lean" aria-describedby="id_lean_error" aria-invalid="true">' in html


def test_two_mistakes_are_not_listed() -> None:
    assert "Everything you wrote is kept." not in str(Example({"grade": "7"}))


def test_optional_is_said_only_where_something_is_required() -> None:
    html = str(Example())
    assert html.count("(optional)") == 3
    form = Example()
    for field in form.fields.values():
        field.required = False
    assert "(optional)" not in str(form)


def test_every_control_has_its_class_and_the_class_asked_for() -> None:
    form = Example()
    form.fields["day"].widget.attrs["class"] = "num"
    assert 'class="form-control num"' in str(form["day"])
    assert 'class="form-select"' in str(form["grade"])
    assert "class" not in str(form["agreed"])


def test_the_old_ways_of_writing_a_form_look_the_same() -> None:
    form = Example()
    assert form.as_p() == form.as_div() == str(form)


def test_a_draft_is_sent_as_one_types_and_keyed_by_the_person() -> None:
    source = (
        "{% load pergola %}{% draft form.learned url='/d/' saved='Saved.' %}{% slot seen %}S{% endslot %}{% enddraft %}"
    )
    request = {"person": {"pk": "p1"}}
    html = Template(source).render(
        Context({"form": Example({"learned": "\nTwo </textarea> lines"}), "request": request})
    )
    assert 'hx-post="/d/" hx-trigger="input changed delay:800ms" hx-swap="none"' in html
    assert 'data-draft-url="/d/" data-draft-of="p1"' in html
    assert "Two &lt;/textarea&gt; lines</textarea>" in html
    assert '<span role="status"' in html
