"""Forms: errors stand at the top as links and beside their fields, and are tied to the inputs."""

import re

from django import forms
from django.template import Context, Template

from marketing_portal.ui.components.forms import input_id, kind, problems


class Sample(forms.Form):
    title = forms.CharField(label="Title", help_text="One line.")
    note = forms.CharField(label="Note", required=False)
    phase = forms.ChoiceField(label="Phase", widget=forms.RadioSelect, choices=[("a", "A"), ("b", "B")])
    secret = forms.BooleanField(label="Confidential", required=False)
    token = forms.CharField(label="Token", widget=forms.HiddenInput)

    def clean(self) -> None:
        self.add_error(None, "Somebody <b>else</b> was faster.")


def rendered(source: str, form: forms.Form) -> str:
    return Template(source).render(Context({"form": form}))


def test_the_summary_names_every_problem_and_leads_to_its_field() -> None:
    found = problems(Sample({}))
    assert [(problem.sentence, problem.anchor) for problem in found] == [
        ("Somebody <b>else</b> was faster.", ""),
        ("Token: This field is required.", ""),
        ("“Title” needs an answer.", "id_title"),
        ("“Phase” needs an answer.", "id_phase_0"),
    ]


def test_the_anchors_of_the_summary_exist() -> None:
    form = Sample({})
    page = rendered("{% form_errors form %}{% form_fields form %}", form)
    for anchor in re.findall(r'href="#([^"]+)"', page):
        assert f'id="{anchor}"' in page


def test_the_summary_escapes() -> None:
    assert "&lt;b&gt;else&lt;/b&gt;" in rendered("{% form_errors form %}", Sample({}))


def test_the_summary_counts() -> None:
    assert "There are 4 problems" in rendered("{% form_errors form %}", Sample({}))
    assert "Look again" in rendered("{% form_errors form title='Look again' %}", Sample({}))


def test_a_form_that_was_not_sent_has_no_summary() -> None:
    assert rendered("{% form_errors form %}", Sample()).strip() == ""


def test_hint_and_error_are_tied_to_the_input() -> None:
    page = rendered("{% field form.title %}", Sample({"title": ""}))
    assert 'aria-describedby="id_title_helptext id_title_error"' in page
    assert 'id="id_title_helptext"' in page
    assert 'id="id_title_error"' in page
    assert 'aria-invalid="true"' in page
    assert '<label for="id_title">Title</label>' in page


def test_optional_fields_say_so() -> None:
    assert "(optional)" in rendered("{% field form.note %}", Sample())
    assert "(optional)" not in rendered("{% field form.title %}", Sample())


def test_a_group_is_a_fieldset_and_a_checkbox_has_its_label_behind() -> None:
    assert "<fieldset" in rendered("{% field form.phase %}", Sample())
    page = rendered("{% field form.secret %}", Sample())
    assert page.index("<input") < page.index("<label")
    assert [kind(Sample()[name]) for name in ("title", "phase", "secret")] == ["line", "group", "check"]
    assert input_id(Sample()["phase"]) == "id_phase_0"


def test_hint_and_label_can_be_replaced() -> None:
    source = "{% field form.note hint=hint label='Remark' %}"
    page = Template(source).render(Context({"form": Sample(), "hint": "In a <few> words."}))
    assert "In a &lt;few&gt; words." in page
    assert ">Remark" in page


def test_fields_come_hidden_ones_first() -> None:
    page = rendered("{% form_fields form %}", Sample())
    assert page.index('name="token"') < page.index('name="title"')


def test_what_was_typed_is_kept_and_escaped() -> None:
    assert "&lt;script&gt;" in rendered("{% form_fields form %}", Sample({"title": "<script>"}))
