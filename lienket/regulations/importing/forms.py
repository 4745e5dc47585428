"""Handing in a file, and correcting a line."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lienket.documents.guard.inspection import Inspected, inspect
from lienket.kernel.errors import Refusal
from lienket.kernel.guard.refusals import SecrecyInDoubt
from lienket.regulations.models import Clause
from lienket.regulations.text.reading import LONGEST_NUMBER


class _Sure(forms.Form):
    """Asks for a confirmation, but only after a doubt about secrecy."""

    not_secret = forms.BooleanField(
        label=_("I confirm that this content is not a state secret"), required=False
    )

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        if not self.sure:
            self.fields["not_secret"].widget = forms.HiddenInput()

    @property
    def sure(self) -> bool:
        """Whether the person has confirmed that a doubtful content is no secret."""
        return bool(self.data.get("not_secret"))

    def refuse(self, refusal: Refusal, field: str | None = None) -> None:
        """Show a refusal at its field, and ask for confirmation after a doubt."""
        if isinstance(refusal, SecrecyInDoubt):
            self.fields["not_secret"].widget = forms.CheckboxInput()
        place = refusal.field or field
        self.add_error(place if place in self.fields else None, refusal.message)


class FileForm(_Sure):
    """The file with the text of a regulation."""

    file = forms.FileField(
        label=_("File with the text"),
        help_text=format_lazy(
            _(
                "DOCX or PDF with words, not a scan, at most {megabytes} MB."
                " Nothing changes before you say so."
            ),
            megabytes=settings.MAX_UPLOAD_BYTES // (1024 * 1024),
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.pdf"}),
    )

    def inspected(self) -> Inspected | None:
        """The file, if it may be kept; else None, and the form says why."""
        upload = self.cleaned_data["file"]
        try:
            return inspect(
                upload.name or "",
                upload.content_type or "",
                cast(Any, upload.file),
                limit_bytes=settings.MAX_UPLOAD_BYTES,
                not_secret=self.sure,
            )
        except Refusal as refusal:
            self.refuse(refusal, "file")
            return None


class LineForm(_Sure):
    """What a line is."""

    sometimes_needed = ("number", "text")

    level = forms.ChoiceField(label=_("This line is"), choices=Clause.Level.choices)
    number = forms.CharField(
        label=_("Number"),
        required=False,
        max_length=LONGEST_NUMBER,
        help_text=_("As printed, without the word: IV, 4, đ. A paragraph has none."),
    )
    text = forms.CharField(
        label=_("Text without the number"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
