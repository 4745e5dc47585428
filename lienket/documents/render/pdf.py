"""A paper for print: PDF/A, set by Typst."""

import json
from dataclasses import asdict
from pathlib import Path

import typst
from django.conf import settings

from lienket.documents.lines import lines_of
from lienket.documents.paper import Paper
from lienket.documents.profile import DECREE_30_2020, Profile
from lienket.kernel.errors import Refusal

_TEMPLATE = Path(__file__).with_name("paper.typ")
#: Made by `frontend/faces.py`, all of them in the folder `settings.FACES`.
FACES = tuple(f"tinos-{cut}.ttf" for cut in ("regular", "bold", "italic", "bold-italic"))


class FacesMissing(Refusal):
    """The typeface of official papers is missing on this server. Ask the operator to set it up.

    `bin/setup` makes it; `lienket doctor` tells where it is looked for.
    """

    status = 503


def render_pdf(paper: Paper, profile: Profile = DECREE_30_2020) -> bytes:
    """The paper as PDF/A-2b. Raises FacesMissing rather than printing in another typeface.

    Letters that the typeface lacks, Chinese for instance, are printed as boxes in a plain PDF:
    an archive would not take them.
    """
    if missing_faces():
        raise FacesMissing
    # What people wrote goes as data, so no word of theirs is ever read as Typst.
    data = {
        "sheet": asdict(lines_of(paper)),
        "profile": {
            **vars(profile),
            "looks": {style: asdict(look) for style, look in profile.looks.items()},
            "stamp_widths": dict(profile.stamp_widths),
        },
    }
    inputs = {"data": json.dumps(data)}
    try:
        return _compile(inputs, for_archives=True)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        return _compile(inputs, for_archives=False)


def _compile(inputs: dict[str, str], *, for_archives: bool) -> bytes:
    pdf: bytes = typst.compile(
        _TEMPLATE,
        font_paths=[settings.FACES],
        ignore_system_fonts=True,
        sys_inputs=inputs,
        pdf_standards="a-2b" if for_archives else None,
    )
    return pdf


def missing_faces() -> list[str]:
    """The font files that are not where they should be."""
    return [name for name in FACES if not (settings.FACES / name).is_file()]
