"""How the solar plant assessed itself, who visited it, and what became of the findings."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from lienket.config.demo.founding import Founded, Stage
from lienket.inspections import actions
from lienket.inspections.actions import Came, Details, Given
from lienket.inspections.models import Draft, Finding, Visit
from lienket.inspections.queries.assessments import questions_of
from lienket.places.models import Site
from lienket.plans import actions as plans

DAY = timedelta(days=1)
#: What was not met, by the number of its question: how grave, and what was seen.
Lacking = Mapping[int, tuple[int, str]]

_FIRST: Lacking = {
    1: (2, "Rào lưới phía tây bị cắt một đoạn 1,5 m, cạnh dãy pin số 12"),
    3: (3, "Bốn đèn dọc rào phía nam không sáng"),
    9: (2, "Camera số 14 mờ, đọng nước trong vỏ"),
    12: (3, "Báo động cửa kho chưa thử trong quý"),
    15: (1, "Trụ nước 2 không mở được van"),
    34: (2, "Cáp DC dự phòng chưa kiểm kê quý này"),
}
_SECOND: Lacking = {
    3: (3, "Còn một đèn phía nam không sáng"),
    14: (2, "Biên bản tự kiểm tra PCCC tháng trước thiếu chữ ký"),
    30: (2, "Một nhà dân dựng mái tôn sát hành lang, gần cột VT18"),
}
#: Not asked at a solar plant without chemicals and foreigners.
_NOT_THERE = (35, 37)


def inspect(stage: Stage, *, now: datetime) -> None:
    """Two assessments and one begun, an inspection and a training, and what was put right."""
    plant, police = stage.units["dongxuan"], stage.units["pa04"]
    fire, commune = stage.units["pc07"], stage.units["ca-dongxuan"]
    stage.see()
    site = Site.objects.get(circle=stage.circle, organization_id=plant.id)
    earlier = _assess(plant, site, _FIRST, now - 74 * DAY)
    for finding in earlier[:5]:
        _put_right(finding, plant, commune, now - 70 * DAY)
    # The last one came back once, and is being put right for the second time.
    _put_right(earlier[5], plant, commune, now - 20 * DAY, returned="Mới đếm kho chính, còn kho 2")
    latest = _assess(plant, site, _SECOND, now - 12 * DAY)
    _give(latest[0], plant, now - 11 * DAY, days=9)
    _give(latest[1], plant, now - 11 * DAY, days=20)
    _record(stage, fire, plant, site, now - 26 * DAY)
    _train(stage, police, plant, now - 3 * DAY)
    _begin(plant, site, now - timedelta(hours=2))


def _assess(plant: Founded, site: Site, lacking: Lacking, at: datetime) -> list[Finding]:
    draft = actions.start_assessment(site_id=site.id, by=plant.focal, now=at)
    _answer(draft, plant, lacking, at)
    grave = {
        one.id: lacking[one.number][0]
        for one in questions_of(draft.checklist)
        if one.number in lacking
    }
    done = actions.hand_in(
        draft_id=draft.id, on=timezone.localdate(at), severities=grave, by=plant.focal, now=at
    )
    return list(Finding.objects.filter(answer__assessment=done).order_by("id"))


def _answer(
    draft: Draft, plant: Founded, lacking: Lacking, at: datetime, upto: int | None = None
) -> None:
    answers = {}
    for one in questions_of(draft.checklist)[:upto]:
        if one.number in lacking:
            answers[one.id] = Given("not_met", lacking[one.number][1])
        else:
            answers[one.id] = Given("none" if one.number in _NOT_THERE else "met")
    actions.save_answers(draft_id=draft.id, answers=answers, by=plant.focal, now=at)


def _give(finding: Finding, plant: Founded, at: datetime, *, days: int) -> int:
    task = actions.assign(
        finding_id=finding.id,
        organization_id=plant.id,
        due_on=timezone.localdate(at + days * DAY),
        by=plant.focal,
        now=at,
    )
    return task.id


def _put_right(
    finding: Finding, plant: Founded, counterpart: Founded, at: datetime, *, returned: str = ""
) -> None:
    """The plant puts it right within a week; the commune police look again two days later."""
    task_id = _give(finding, plant, at, days=10)
    plans.report(
        task_id=task_id, text="Đã khắc phục, có ảnh.", done=True, by=plant.focal, now=at + 6 * DAY
    )
    seen = at + 8 * DAY
    if returned:
        actions.return_(
            finding_id=finding.id,
            reason=returned,
            due_on=timezone.localdate(seen + 30 * DAY),
            by=counterpart.focal,
            now=seen,
        )
    else:
        actions.close(
            finding_id=finding.id, words="Đã kiểm tra tại chỗ.", by=counterpart.focal, now=seen
        )


def _record(stage: Stage, fire: Founded, plant: Founded, site: Site, at: datetime) -> Visit:
    """The fire service inspects with others, and the plant countersigns."""
    visit = actions.record_visit(
        circle_id=stage.circle.id,
        details=Details(
            kind="inspection",
            unit_id=plant.id,
            site_id=site.id,
            on=timezone.localdate(at),
            topic="An toàn PCCC trạm 110 kV và kho vật tư",
            team="Đoàn kiểm tra liên ngành",
            programme="Kiểm tra hồ sơ, hệ thống báo cháy, nguồn nước, lối thoát nạn.",
            result="Hồ sơ đầy đủ. Hệ thống báo cháy hoạt động. Còn hai tồn tại phải khắc phục.",
            came=(
                Came(4, organization_id=fire.id),
                Came(2, organization_id=stage.units["ca-dongxuan"].id),
                Came(3, organization_id=plant.id),
                Came(1, name="Sở Công Thương tỉnh Thanh Vân"),
            ),
        ),
        by=fire.focal,
        now=at,
    )
    for area, severity, text, days in (
        ("fire", 2, "Hai bình chữa cháy ở nhà điều hành hết hạn kiểm định", 14),
        ("stores", 3, "Dung môi để chung kho cáp, chưa có tủ riêng", 45),
    ):
        actions.note_finding(
            visit_id=visit.id,
            area=area,
            severity=severity,
            text=text,
            due_on=timezone.localdate(at + days * DAY),
            by=fire.focal,
            now=at,
        )
    actions.send_record(visit_id=visit.id, place="Thanh Vân", by=fire.focal, now=at)
    actions.remark(visit_id=visit.id, kind="received", by=plant.head, now=at + DAY)
    first = Finding.objects.filter(visit=visit).order_by("id")[0]
    assert first.task_id
    plans.report(
        task_id=first.task_id,
        text="Đã thay hai bình, tem kiểm định mới.",
        done=True,
        by=plant.focal,
        now=at + 9 * DAY,
    )
    return visit


def _train(stage: Stage, police: Founded, plant: Founded, at: datetime) -> None:
    """The police train the guards; the plant has not countersigned yet."""
    visit = actions.record_visit(
        circle_id=stage.circle.id,
        details=Details(
            kind="training",
            unit_id=plant.id,
            on=timezone.localdate(at),
            topic="Nhận diện thủ đoạn trộm cắp cáp, xử lý tin báo ban đêm",
            result="26 nhân viên bảo vệ, vận hành tham gia; kiểm tra cuối buổi đạt 24/26.",
            came=(Came(2, organization_id=police.id), Came(26, organization_id=plant.id)),
        ),
        by=police.focal,
        now=at,
    )
    actions.send_record(visit_id=visit.id, place="Thanh Vân", by=police.focal, now=at)


def _begin(plant: Founded, site: Site, at: datetime) -> None:
    draft = actions.start_assessment(site_id=site.id, by=plant.focal, now=at)
    _answer(draft, plant, {}, at, upto=10)
