"""The foot of a paper: who signs, and who receives it."""

from collections.abc import Sequence

from docx.document import Document as File
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.shared import Mm
from docx.table import Table

from lienket.documents.lines import Sheet, Signer
from lienket.documents.profile import Profile, Style
from lienket.documents.render.word.shapes import fill, frame, gap, style_line


def write_foot(file: File, sheet: Sheet, profile: Profile) -> None:
    """One signer stands beside the recipients, several side by side above them."""
    gap(file).paragraph_format.keep_with_next = True
    recipients = [(Style.RECIPIENT, line) for line in sheet.recipients]
    if recipients:
        recipients.insert(0, (Style.RECIPIENTS_HEAD, "Nơi nhận:"))
    match sheet.signers:
        case [[only]]:
            table = frame(file, 3, (0.5, 0.5), profile)
            _write_signers(table, 1, [only], profile)
            fill(table.cell(0, 0).merge(table.cell(2, 0)), recipients)
        case rows:
            for row in rows:
                table = frame(file, 3, (1 / len(row),) * len(row), profile)
                _write_signers(table, 0, row, profile)
                gap(file)
            for style, words in recipients:
                style_line(file.add_paragraph(words), style)


def _write_signers(table: Table, first: int, signers: Sequence[Signer], profile: Profile) -> None:
    """Heads, room for the hand, names: in rows of their own, so that neighbours stay level."""
    table.rows[1].height = Mm(profile.signing_room)
    table.rows[1].height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
    for column, signer in enumerate(signers, first):
        heads, hand, name = (row.cells[column] for row in table.rows)
        fill(heads, [(Style.SIGNER, head) for head in signer.heads])
        fill(hand, [(Style.NOTE, signer.note)])
        fill(name, [(Style.NAME, signer.name)])
