"""Commendations of the demonstration: one presented, one being considered, one returned."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils import timezone

from lienket.commendations import actions, queries
from lienket.commendations.actions import DossierDraft, Minuted, Nomination, Paper
from lienket.commendations.models import Dossier
from lienket.config.demo.founding import Stage
from lienket.kernel.actors import Member

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class _Proposal:
    """Who proposes whom for what."""

    by: str
    to: str
    days_ago: int
    kind: str
    level: str
    title: str
    merits: str
    # Unit, nomination without its organization.
    recipients: tuple[tuple[str, Nomination], ...]
    # Kinds of the rows that are cited, the latest ones before the proposal.
    evidence: tuple[str, ...]
    ad_hoc: bool = False


_PRESENTED = _Proposal(
    "dongxuan", "ca-dongxuan", 40, "letter", "commune",
    "Thành tích phát hiện, báo tin kịp thời về an ninh trật tự quanh nhà máy",
    "Tổ bảo vệ ca đêm phát hiện người lạ sát hàng rào phía nam, báo tin trong 6 phút, giữ nguyên "
    "hiện trường và phối hợp Công an xã truy tìm.\nTrong quý không để xảy ra mất vật tư tại khu "
    "vực trạm 110 kV.",
    (("dongxuan", Nomination(0, office="Tổ bảo vệ ca đêm", prize=2_000_000)),
     ("dongxuan", Nomination(0, True, "Tổ trưởng bảo vệ", "Nguyễn Văn Thành", 500_000))),
    ("bulletin",), ad_hoc=True,
)  # fmt: skip
_CONSIDERED = _Proposal(
    "dongxuan", "pa04", 5, "merit", "province",
    "Thành tích xuất sắc trong phối hợp bảo đảm an ninh, trật tự",
    "Chủ trì tuần tra chung, duy trì trao đổi tin hai chiều, kiểm tra hành lang tuyến đấu nối đúng "
    "định kỳ.\nPhối hợp bắt giữ, bàn giao các vụ trộm cắp vật tư cho cơ quan công an.",
    (("ca-dongxuan", Nomination(0)),
     ("suoida", Nomination(0, office="Đội Vũ trang")),
     ("dongxuan", Nomination(0, True, "Trưởng phòng Tổng hợp - Bảo vệ"))),
    ("incident", "bulletin", "task", "occurrence"),
)  # fmt: skip
_RETURNED = _Proposal(
    "ca-dongxuan", "pa04", 9, "letter", "police",
    "Thành tích đột xuất trong hỗ trợ xử lý vụ việc tại khu vực giáp ranh",
    "Đồn Biên phòng cử lực lượng hỗ trợ trong 20 phút, phong tỏa đường liên thôn.",
    (("suoida", Nomination(0, prize=3_000_000)),),
    (), ad_hoc=True,
)  # fmt: skip


def commend(stage: Stage, *, now: datetime) -> None:
    """What was proposed in the circle, and what became of it."""
    stage.see()
    first = _propose(stage, _PRESENTED, now)
    leads, at = stage.units["ca-dongxuan"].focal, now - 35 * _DAY
    minuted = Minuted(votes_for=5, votes_against=0)
    actions.agree(dossier_id=first.id, minuted=minuted, by=leads, now=at)
    decided = timezone.localdate(at + 2 * _DAY)
    paper = Paper("42/QĐ-UBND", decided, "Chủ tịch UBND xã Đồng Xuân")
    actions.decide(dossier_id=first.id, paper=paper, by=leads, now=at + 3 * _DAY)
    actions.present(
        dossier_id=first.id,
        presented_on=decided + 3 * _DAY,
        event="Giao ban đầu mối tháng",
        by=stage.units["dongxuan"].focal,
        now=at + 6 * _DAY,
    )
    second = _propose(stage, _CONSIDERED, now)
    by = stage.units["dongxuan"].focal
    for issue in (actions.issue_submission, actions.issue_report):
        issue(dossier_id=second.id, place="Đồng Xuân", by=by, now=now - 4 * _DAY)
    third = _propose(stage, _RETURNED, now)
    actions.return_(
        dossier_id=third.id,
        reason="Bổ sung minh chứng: vụ việc, thời gian lực lượng có mặt.",
        by=stage.units["pa04"].focal,
        now=now - 6 * _DAY,
    )


def _propose(stage: Stage, one: _Proposal, now: datetime) -> Dossier:
    by, at = stage.units[one.by].focal, now - one.days_ago * _DAY
    draft = DossierDraft(
        kind=one.kind,
        level=one.level,
        title=one.title,
        considerer_id=stage.units[one.to].id,
        ad_hoc=one.ad_hoc,
        occasion="" if one.ad_hoc else f"Tổng kết năm {at.year}",
        merits=one.merits,
    )
    dossier = actions.draft_dossier(circle_id=stage.circle.id, draft=draft, by=by, now=at)
    for unit, one_of in one.recipients:
        nomination = replace(one_of, organization_id=stage.units[unit].id)
        actions.nominate(dossier_id=dossier.id, nomination=nomination, by=by, now=at)
    chosen = _evidence(by, one.evidence, at, dossier)
    actions.cite(dossier_id=dossier.id, chosen=chosen, by=by, now=at)
    return actions.propose(dossier_id=dossier.id, by=by, now=at)


#: When a row of each kind came about.
_MOMENTS = {
    "incident": "happened_at",
    "bulletin": "issued_at",
    "task": "done_at",
    "occurrence": "fulfilled_at",
}


def _evidence(
    by: Member, kinds: Sequence[str], at: datetime, dossier: Dossier
) -> dict[str, list[int]]:
    citable = queries.citable(by, dossier.circle_id)
    return {
        kind: list(
            citable[kind].filter(**{f"{_MOMENTS[kind]}__lt": at}).values_list("id", flat=True)[:2]
        )
        for kind in kinds
    }
