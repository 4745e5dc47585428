"""The two papers of a dossier: the submission (tờ trình) and the report of achievements.

Their words are Vietnamese whatever the reader's language: they are documents of the record.
"""

from collections.abc import Iterator, Sequence

from django.utils.translation import override

from lienket.commendations import queries
from lienket.commendations.models import Dossier, Kind, Level, Recipient
from lienket.commendations.standing import cited_by
from lienket.documents.paper import Block, Heading, Organ, Paper, Paragraph, Signature, Table

SUBMISSION, REPORT = "TTr", "BC"
KINDS = {
    Kind.MERIT: "Bằng khen",
    Kind.MEDAL: "Kỷ niệm chương",
    Kind.LETTER: "Giấy khen",
    Kind.PRAISE: "Thư khen",
}
LEVELS = {
    Level.MINISTRY: "cấp Bộ",
    Level.PROVINCE: "của Ủy ban nhân dân tỉnh",
    Level.PROVINCIAL_POLICE: "của Công an tỉnh",
    Level.ZONE: "của Ban Quản lý khu công nghiệp",
    Level.COMMUNE: "cấp xã",
    Level.ENTERPRISE: "của doanh nghiệp",
}
_RECORDS = {
    "incident": "Vụ việc",
    "bulletin": "Bản tin",
    "task": "Nhiệm vụ",
    "occurrence": "Nghĩa vụ",
}
_LAW = "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"


def submission_of(dossier: Dossier, place: str) -> Paper:
    """The submission, ready to be numbered; `place` stands before the day: "Thanh Vân"."""
    recipients = list(queries.recipients_of(dossier))
    form = form_of(dossier)
    return Paper(
        kind_name="Tờ trình",
        subject=f"về việc đề nghị tặng {form}",
        organs=(Organ(dossier.organization.name),),
        place=place,
        addressees=(dossier.considerer.name,),
        bases=(_LAW, _occasion(dossier)),
        blocks=(
            Paragraph(
                f"{dossier.organization.name} kính trình {dossier.considerer.name} xét, đề nghị "
                f"tặng {form} cho {counted(recipients)}: {dossier.title}."
            ),
            _recipients(recipients),
            Paragraph(f"Kính đề nghị {dossier.considerer.name} xem xét, quyết định."),
        ),
        signatures=(Signature(title="Thủ trưởng đơn vị"),),
        recipients=("Như trên", "Lưu: VT"),
    )


def report_of(dossier: Dossier, place: str) -> Paper:
    """The report of achievements, with the rows of the record that show them."""
    return Paper(
        kind_name="Báo cáo",
        subject=f"thành tích đề nghị tặng {form_of(dossier)}",
        organs=(Organ(dossier.organization.name),),
        place=place,
        blocks=tuple(_reported(dossier)),
        signatures=(Signature(title="Thủ trưởng đơn vị"),),
        recipients=(dossier.considerer.name, "Lưu: VT"),
    )


def form_of(dossier: Dossier) -> str:
    """What is awarded and by whom: "Giấy khen của Công an tỉnh"."""
    return f"{KINDS[Kind(dossier.kind)]} {LEVELS[Level(dossier.level)]}"


def counted(recipients: Sequence[Recipient]) -> str:
    """How many of each: "02 tập thể, 01 cá nhân"."""
    individuals = sum(one.individual for one in recipients)
    counts = ((len(recipients) - individuals, "tập thể"), (individuals, "cá nhân"))
    return ", ".join(f"{count:02} {word}" for count, word in counts if count)


def _occasion(dossier: Dossier) -> str:
    if dossier.occasion:
        return f"Căn cứ kết quả, thành tích trong dịp: {dossier.occasion}"
    return "Căn cứ thành tích đột xuất" if dossier.ad_hoc else "Căn cứ thành tích đạt được"


def _reported(dossier: Dossier) -> Iterator[Block]:
    yield Heading("I", "Tập thể, cá nhân được đề nghị")
    yield _recipients(list(queries.recipients_of(dossier)))
    yield Heading("II", "Thành tích đạt được")
    yield Paragraph(dossier.merits)
    with override("vi"):
        cited = list(cited_by(dossier))
    if cited:
        yield Heading("III", "Minh chứng")
        yield Table(
            header=("STT", "Loại", "Nội dung", "Ngày"),
            rows=tuple(
                (str(count), _RECORDS[one.kind], one.title, f"{one.day:%d/%m/%Y}")
                for count, one in enumerate(cited, 1)
            ),
            widths=(1, 2.2, 7, 2.5),
            centred=(0, 3),
        )


def _recipients(recipients: Sequence[Recipient]) -> Table:
    return Table(
        header=("STT", "Tập thể, cá nhân", "Đơn vị", "Tiền thưởng (đồng)"),
        rows=tuple(
            (
                str(count),
                _called(one),
                one.organization.name,
                f"{one.prize:,}".replace(",", ".") if one.prize else "",
            )
            for count, one in enumerate(recipients, 1)
        ),
        widths=(1, 5, 5, 3),
        centred=(0, 3),
    )


def _called(recipient: Recipient) -> str:
    if not recipient.individual:
        return recipient.office or "Tập thể đơn vị"
    return ", ".join(one for one in (recipient.person, recipient.office) if one)
