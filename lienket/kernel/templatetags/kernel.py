"""What templates of every module need: icons, time in words, form controls, charts."""

import json
from datetime import datetime
from functools import cache

from django import forms, template
from django.forms import BoundField
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django_vite.core.asset_loader import DjangoViteAssetLoader

from lienket.kernel import charts, words

register = template.Library()
#: From here on somebody may well write more than a field takes, so its limit is shown.
LONG_LINE = 120
#: More choices than these are too many to look through one by one.
LONG_LIST = 10

register.filter("moment", words.moment)
register.filter("clock", words.clock)
register.filter("clock_after", words.clock_after)
register.filter("duration", words.duration)
register.filter("initials", words.initials)


@cache
def _sprite_url() -> str:
    url: str = DjangoViteAssetLoader.instance().generate_vite_asset_url("icons.svg")
    return url


@register.simple_tag
def present() -> str:
    """The present moment, from the same clock that everything else on the page is measured by."""
    return timezone.localtime().isoformat(timespec="seconds")


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon from `frontend/src/icons.txt`. Without `label` it only accompanies a word."""
    if not label:
        return _silent_icon(name)
    return format_html(
        '<svg class="icon icon-{0}" role="img" aria-label="{1}"><use href="{2}#{0}"/></svg>',
        *(name, label, _sprite_url()),
    )


@cache
def _silent_icon(name: str) -> SafeString:
    return format_html(
        '<svg class="icon icon-{0}" aria-hidden="true"><use href="{1}#{0}"/></svg>',
        *(name, _sprite_url()),
    )


@register.simple_tag
def icon_address(name: str) -> str:
    """Where an icon lies, for `use` inside a larger drawing."""
    return f"{_sprite_url()}#{name}"


@register.simple_tag
def countdown(due: datetime, now: datetime | None = None) -> SafeString:
    """The time left until `due`, which the browser keeps true: "12 min left"."""
    now = now or timezone.now()
    return format_html(
        '<time datetime="{0}" data-due="{0}" title="{1}"{2}>{3}</time>',
        due.isoformat(timespec="seconds"),
        words.moment(due),
        SafeString(' class="is-late"') if due < now else "",
        words.time_left(due, now),
    )


@register.simple_tag
def time_words() -> str:
    """The word patterns `countdown.ts` counts with, as JSON."""
    return json.dumps(words.time_patterns(), ensure_ascii=False)


@register.simple_tag
def chart(spec: charts.Chart) -> SafeString:
    """Any chart of `kernel.charts`, drawn."""
    return charts.draw(spec)


@register.filter
def control(field: BoundField) -> SafeString:
    """The input of a form field with the class its kind needs."""
    widget = field.field.widget
    attributes: dict[str, str | bool] = {}
    if is_first_wrong(field) and field_kind(field) != "choices":
        attributes["autofocus"] = True
    if field_kind(field) == "input":
        css = "form-select" if isinstance(widget, forms.Select) else "form-control"
        attributes["class"] = f"{widget.attrs.get('class', '')} {css}".strip()
    if length_limit(field):
        notes = (field.aria_describedby, f"{field.auto_id}_limit")
        attributes["aria-describedby"] = " ".join(filter(None, notes))
    return field.as_widget(attrs=attributes)


@register.filter
def wrong_fields(form: forms.BaseForm) -> list[BoundField]:
    """The fields that a person has to correct, in their order."""
    return [field for field in form.visible_fields() if field.errors] if form.is_bound else []


@register.filter
def is_first_wrong(field: BoundField) -> bool:
    """Whether writing goes on here once the form was refused: the browser puts its cursor there."""
    return bool(field.errors) and field.name in [one.name for one in wrong_fields(field.form)[:1]]


@register.filter
def field_kind(field: BoundField) -> str:
    """How a field is laid out: one `tick` box, a list of `choices`, or a plain `input`."""
    widget = field.field.widget
    if isinstance(widget, (forms.CheckboxSelectMultiple, forms.RadioSelect)):
        return "choices"
    return "tick" if isinstance(widget, forms.CheckboxInput) else "input"


@register.filter
def length_limit(field: BoundField) -> int | None:
    """How many characters a line takes, where that is worth telling: the browser cuts the rest."""
    limit: int | None = getattr(field.field, "max_length", None)
    widget = field.field.widget
    written = isinstance(widget, (forms.TextInput, forms.Textarea))
    # Words that are looked for are no text that gets lost.
    searches = getattr(widget, "input_type", "") == "search"
    return limit if limit and written and not searches and limit >= LONG_LINE else None


@register.filter
def is_long(field: BoundField) -> bool:
    """Whether a list of choices is so long that it scrolls by itself and can be narrowed."""
    return len(field.subwidgets) > LONG_LIST


@register.filter
def may_stay_empty(field: BoundField) -> bool:
    """Whether the label says that nothing need be written here.

    It does not say so of choices, where one of them stands for "none" or nothing is ticked, nor of
    what the form needs in one case only.
    """
    if field.field.required or isinstance(field.field.widget, forms.widgets.ChoiceWidget):
        return False
    return field.name not in getattr(field.form, "sometimes_needed", ())
