"""Templates ask only for what the front end holds, and give browsers nothing inline."""

import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.template import engines
from django.utils import translation

from lienket.kernel.templatetags.kernel import control, field_kind

PACKAGE = Path(settings.PACKAGE)
TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))
ICONS = (PACKAGE.parent / "frontend" / "src" / "icons.txt").read_text().split()


def name(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_every_icon_is_in_the_sprite(path: Path) -> None:
    used = re.findall(r'{% icon "([^"]+)"|icon="([^"]+)"', path.read_text())

    assert {first or second for first, second in used} <= set(ICONS)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_no_page_needs_inline_style_or_script(path: Path) -> None:
    # What a template tag calls its arguments is no attribute: `{% include … with one=… %}`.
    text = re.sub(r"{%.*?%}", "", path.read_text(), flags=re.DOTALL)

    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:|hx-on", text)
    scripts = re.findall(r"<script[^>]*>", text)
    assert all("src=" in tag or "application/json" in tag for tag in scripts)


@pytest.mark.parametrize(("count", "long"), [(10, False), (11, True)])
def test_a_long_list_of_choices_scrolls_and_can_be_narrowed(count: int, long: bool) -> None:
    class Parties(forms.Form):
        owing = forms.MultipleChoiceField(
            choices=[(place, f"Bên {place}") for place in range(count)],
            widget=forms.CheckboxSelectMultiple,
        )

    template = engines["django"].get_template("kernel/_field.html")
    shown = template.render({"field": Parties()["owing"]})
    assert ("data-narrow=" in shown) is long


def test_the_list_of_icons_is_in_order() -> None:
    assert sorted(set(ICONS)) == ICONS


class Everything(forms.Form):
    text = forms.CharField(help_text="A few words")
    note = forms.CharField(widget=forms.Textarea, required=False)
    kind = forms.ChoiceField(choices=[("a", "A")])
    one = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
    some = forms.MultipleChoiceField(choices=[("a", "A")], widget=forms.CheckboxSelectMultiple)
    yes = forms.BooleanField()
    hidden = forms.CharField(widget=forms.HiddenInput)


def rendered(form: forms.Form, field_name: str) -> str:
    source = '{% include "kernel/_field.html" with field=field only %}'
    return engines["django"].from_string(source).render({"field": form[field_name]}).strip()


@pytest.mark.parametrize("field_name", [*Everything.base_fields])
def test_a_wrong_field_says_so_beside_its_input(field_name: str) -> None:
    html = rendered(Everything({}), field_name)

    required = Everything.base_fields[field_name].required and field_name != "hidden"
    assert (f'id="id_{field_name}_error"' in html) == required


def test_help_is_tied_to_its_input() -> None:
    html = rendered(Everything(), "text")

    assert 'aria-describedby="id_text_helptext"' in html
    assert 'id="id_text_helptext"' in html


def test_a_line_with_a_limit_says_so_before_the_browser_cuts_it() -> None:
    class Titled(forms.Form):
        title = forms.CharField(max_length=300, help_text="A few words")
        code = forms.CharField(max_length=12)
        text = forms.CharField(widget=forms.Textarea)

    with translation.override("vi"):
        html = rendered(Titled(), "title")
        assert "Tối đa 300 ký tự" in html
        assert 'aria-describedby="id_title_helptext id_title_limit"' in html
        assert 'id="id_title_limit"' in html
        # Of short ones the label or an example says enough.
        assert "Tối đa" not in rendered(Titled(), "code") + rendered(Titled(), "text")


def test_a_group_of_choices_has_a_legend() -> None:
    assert "<legend>" in rendered(Everything(), "one")
    assert "<legend>" in rendered(Everything(), "some")


def test_only_what_nobody_needs_to_write_is_called_optional() -> None:
    class Partly(forms.Form):
        sometimes_needed = ("reason",)

        note = forms.CharField(required=False)
        reason = forms.CharField(required=False)
        about = forms.ChoiceField(choices=[("", "All of it"), ("a", "A")], required=False)
        some = forms.MultipleChoiceField(
            choices=[("a", "A")], widget=forms.CheckboxSelectMultiple, required=False
        )
        needed = forms.CharField()

    said = [name for name in Partly.base_fields if 'class="optional"' in rendered(Partly(), name)]
    assert said == ["note"]


def test_each_kind_of_input_gets_its_class() -> None:
    form = Everything()

    assert 'class="form-control"' in control(form["text"])
    assert 'class="form-select"' in control(form["kind"])
    assert [field_kind(form[name]) for name in ("yes", "one", "text")] == [
        *("tick", "choices", "input")
    ]
