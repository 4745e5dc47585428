"""A paper for Word: every line in a named style of its own, so that offices can go on with it."""

import io

from docx import Document
from docx.enum.section import WD_SECTION

from lienket.documents.lines import lines_of
from lienket.documents.paper import Paper
from lienket.documents.profile import DECREE_30_2020, Profile
from lienket.documents.render.word.body import write_part
from lienket.documents.render.word.foot import write_foot
from lienket.documents.render.word.head import write_head, write_name
from lienket.documents.render.word.pages import describe, make_pages, make_styles, number_from_one


def render_docx(paper: Paper, profile: Profile = DECREE_30_2020) -> bytes:
    """The paper as DOCX."""
    sheet = lines_of(paper)
    file = Document()
    describe(file, sheet)
    make_styles(file, profile)
    make_pages(file.sections[0], sheet, profile)
    write_head(file, sheet, profile)
    write_name(file, sheet, profile)
    write_part(file, sheet.body, profile, signed=bool(sheet.signers))
    write_foot(file, sheet, profile)
    for annex in sheet.annexes:
        number_from_one(file.add_section(WD_SECTION.NEW_PAGE))
        write_part(file, annex, profile)
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()
