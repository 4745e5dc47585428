"""What all forms share: texts and files pass the secrecy guard, refusals become errors."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, ClassVar, TypeAlias, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienket.documents.guard.inspection import Inspected, inspect
from lienket.kernel.errors import Refusal
from lienket.kernel.guard.refusals import SecrecyInDoubt
from lienket.kernel.guard.text import clean_line, clean_text

#: Generic to the type checker only.
Upload: TypeAlias = "UploadedFile[Any]"
MOST_FILES = 10


class FilesInput(forms.ClearableFileInput):
    """Chooses several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; cleans to a list, empty if none was chosen."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=FilesInput(), required=False, **options)

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        files: list[Upload] = data or []
        if len(files) > MOST_FILES:
            raise ValidationError(gettext("Attach at most {count} files.").format(count=MOST_FILES))
        return files


class Guarded(forms.Form):
    """A form whose texts and files pass the secrecy guard; a doubt asks the person to confirm."""

    #: Fields that are needed in one case and not in others, so their labels do not say "optional".
    sometimes_needed: ClassVar[tuple[str, ...]] = ()

    not_secret = forms.BooleanField(
        label=_("I confirm that this content is not a state secret"), required=False
    )

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.inspected: list[Inspected] = []
        # The question is only asked when there is a doubt.
        if not self.data.get("not_secret"):
            self.fields["not_secret"].widget = forms.HiddenInput()

    @property
    def sure(self) -> bool:
        """Whether the person has confirmed that a doubtful content is no secret."""
        return bool(self.data.get("not_secret"))

    def refuse(self, field: str | None, refusal: Refusal, prefix: str = "") -> None:
        """Show a refusal at the field it is about, and ask for confirmation after a doubt."""
        if isinstance(refusal, SecrecyInDoubt):
            self.fields["not_secret"].widget = forms.CheckboxInput()
        place = field or refusal.field
        known = place in self.fields and not self.fields[place].widget.is_hidden
        self.add_error(place if known else None, f"{prefix}{refusal.message}")

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Run an action inside; what it refuses is undone and becomes an error of the form."""
        try:
            with transaction.atomic():
                yield
        except Refusal as refusal:
            for one in refusal.each:
                self.refuse(None, one)

    @contextmanager
    def judging(self) -> Iterator[None]:
        """In `clean`: what would be refused later is told together with what the fields refuse.

        A field that has an error of its own needs no second one.
        """
        try:
            yield
        except Refusal as refusal:
            for one in refusal.each:
                if one.field not in self.errors:
                    self.refuse(None, one)

    def guard_line(self, name: str, limit: int) -> str:
        """The cleaned one-line text of a field."""
        return self._guarded(name, clean_line, limit)

    def guard_text(self, name: str, limit: int) -> str:
        """The cleaned longer text of a field."""
        return self._guarded(name, clean_text, limit)

    def _guarded(self, name: str, clean: Any, limit: int) -> str:
        text = self.cleaned_data.get(name) or ""
        try:
            return cast(str, clean(text, limit, not_secret=self.sure))
        except Refusal as refusal:
            self.refuse(name, refusal)
            return cast(str, text)

    @contextmanager
    def inspecting(self, name: str = "attachments") -> Iterator[None]:
        """Inspect the files of a field into `inspected`, and let go of them afterwards."""
        with ExitStack() as opened:
            for upload in self.cleaned_data.get(name) or []:
                try:
                    self.inspected.append(opened.enter_context(_inspect(upload, self.sure)))
                except Refusal as refusal:
                    self.refuse(name, refusal, f"{upload.name}: ")
            yield
            self.inspected = []


def _inspect(upload: Upload, not_secret: bool) -> Inspected:
    return inspect(
        upload.name or "",
        upload.content_type or "",
        cast(Any, upload.file),
        limit_bytes=settings.MAX_UPLOAD_BYTES,
        not_secret=not_secret,
    )


class MomentInput(forms.DateTimeInput):
    """A day and a time, in the form that browsers have an input for."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")
