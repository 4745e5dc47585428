"""The official document of a plan. Documents are Vietnamese, whatever language a page has."""

from collections.abc import Sequence

from lienket.documents.paper import Heading, Organ, Paper, Paragraph, Signature, Table
from lienket.plans.models import Plan, Task


def paper_of(
    plan: Plan, tasks: Sequence[Task], *, place: str, signer_title: str, signer_name: str
) -> Paper:
    """The plan as a paper: its period, its tasks as a table, and who carries it out."""
    parties = list(dict.fromkeys(task.organization.name for task in tasks))
    bases = [f"Căn cứ {plan.regulation}"] if plan.regulation else []
    if plan.decision:
        bases.append(f"Căn cứ Quyết định {plan.decision}")
    rows = tuple(
        (
            str(number),
            task.title,
            task.organization.name,
            f"{task.starts_on:%d/%m/%Y}" if task.starts_on else "",
            f"{task.due_at:%d/%m/%Y}",
        )
        for number, task in enumerate(tasks, start=1)
    )
    return Paper(
        kind_name="KẾ HOẠCH",
        subject=plan.title,
        organs=(Organ(plan.organization.name),),
        place=place,
        bases=tuple(bases),
        blocks=(
            Heading("I", "Thời gian thực hiện"),
            Paragraph(f"Từ ngày {plan.starts_on:%d/%m/%Y} đến ngày {plan.ends_on:%d/%m/%Y}."),
            Heading("II", "Nhiệm vụ cụ thể"),
            Table(
                ("STT", "Nội dung", "Đơn vị thực hiện", "Bắt đầu", "Thời hạn"),
                rows,
                widths=(0.07, 0.41, 0.24, 0.14, 0.14),
                centred=(0, 3, 4),
            ),
            Heading("III", "Tổ chức thực hiện"),
            Paragraph(
                "Các đơn vị được giao nhiệm vụ triển khai thực hiện đúng thời hạn, báo cáo kết quả"
                " kèm minh chứng; khó khăn, vướng mắc thì kịp thời trao đổi với đơn vị chủ trì."
            ),
        ),
        signatures=(Signature(title=signer_title, name=signer_name),),
        recipients=(*parties, "Lưu: VT"),
    )
