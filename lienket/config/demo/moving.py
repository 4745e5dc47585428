"""A movement around the solar plant: its sessions, what parties reached, and good examples."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from lienket.awareness import actions
from lienket.awareness.actions import GoalDraft, MovementDraft, SessionDraft, StoryDraft
from lienket.awareness.models import Consent, Goal, Movement, Story
from lienket.config.demo.days import day_of
from lienket.config.demo.founding import Stage
from lienket.places.models import Site


@dataclass(frozen=True)
class Talk:
    """A session that a unit held so many days ago; without an area it was at the plant."""

    days_ago: int
    by: str
    kind: str
    topic: str
    title: str
    audience: str
    attendance: int
    area: str = ""
    materials: Mapping[str, int] = field(default_factory=dict)
    together: tuple[str, ...] = ()
    of_movement: bool = True


_TALKS = (
    Talk(112, "ca-dongxuan", "awareness", "corridor",
         "Không thả diều, không đốt rác dưới hành lang tuyến 110 kV", "residents", 142,
         "thôn Suối Cạn", {"leaflet": 150}, ("dongxuan",)),
    Talk(104, "pc07", "training", "fire", "Thực hành chữa cháy ban đầu tại khu pin mặt trời",
         "workers", 64, materials={"booklet": 64}, together=("dongxuan",)),
    Talk(96, "ca-dongxuan", "awareness", "electricity",
         "Sử dụng điện an toàn, tiết kiệm trong mùa khô", "residents", 188, "thôn Đồng Xuân 2",
         {"leaflet": 200, "pledge": 96}, ("dongxuan", "xa-dongxuan")),
    Talk(74, "dongxuan", "law", "labour_law", "Nội quy lao động và quyền của người lao động",
         "workers", 118, of_movement=False),
    Talk(52, "ca-dongxuan", "awareness", "scam", "Nhận biết người giả danh nhân viên điện lực",
         "residents", 205, "thôn Suối Cạn", {"leaflet": 260, "poster": 12}),
    Talk(38, "suoida", "mobile", "residence", "Quy định về cư trú, đi lại ở khu vực giáp ranh",
         "residents", 320, "thôn Suối Đá"),
    Talk(24, "dongxuan", "training", "guarding",
         "Kiểm soát người, phương tiện ra vào và xử lý tình huống", "guards", 26,
         together=("pa04",)),
    Talk(12, "ca-dongxuan", "awareness", "traffic", "An toàn giao thông khi tan trường", "pupils",
         410, "Trường THCS Đồng Xuân", {"leaflet": 400}, of_movement=False),
    Talk(6, "pc07", "awareness", "fire", "Phòng cháy, chữa cháy trong mùa hanh khô", "households",
         87, "chợ Đồng Xuân", {"leaflet": 100, "equipment": 20}, ("ca-dongxuan",)),
)  # fmt: skip

_SMOKE = (
    "Trong ca đêm, một công nhân vận hành phát hiện khói bốc lên tại tủ gom dây khu B. Người công "
    "nhân cắt điện nhánh, báo phòng điều khiển và cùng tổ bảo vệ dùng bình chữa cháy dập tắt "
    "trong năm phút. Lực lượng PCCC đến kiểm tra, xác nhận an toàn."
)
_WALLET = (
    "Một tổ bảo vệ nhặt được túi xách có tiền và giấy tờ tại cổng số 1, lập biên bản và nhờ Công "
    "an xã trao lại cho người đánh rơi ngay trong ngày."
)
_CABLE = (
    "Người dân thôn Suối Cạn thấy hai người lạ cắt dây tiếp địa đã báo ngay cho Công an xã; số dây "
    "bị cắt được thu hồi đầy đủ."
)


def move(stage: Stage, *, now: datetime) -> None:
    """The kick-off, everything that was held and reached since, and what is told of it."""
    stage.see()
    movement = _launch(stage, now - timedelta(days=115), now)
    for talk in _TALKS:
        _hold(stage, talk, movement, now)
    _tell(stage, now)


def _launch(stage: Stage, at: datetime, now: datetime) -> Movement:
    leader = stage.units["pa04"].head
    movement = actions.launch(
        circle_id=stage.circle.id,
        draft=MovementDraft(
            title="Toàn dân tham gia bảo vệ an ninh nhà máy và lưới điện",
            appeal="Mỗi hộ dân, mỗi công nhân là một tai mắt giữ bình yên cho nhà máy và tuyến "
            "điện.\nKêu gọi các bên ký kết và nhân dân xã Đồng Xuân: không xâm phạm hành lang an "
            "toàn lưới điện; phát hiện việc lạ thì báo ngay; sử dụng điện an toàn, tiết kiệm.",
            starts_on=day_of(at),
            ends_on=day_of(now + timedelta(days=190)),
        ),
        by=leader,
        now=at,
    )
    goals = (
        GoalDraft("sessions", 12, "Buổi tuyên truyền"),
        GoalDraft("attendance", 1500, "Lượt người được tuyên truyền"),
        GoalDraft("pieces", 1000, "Tờ rơi, tài liệu", organization_id=_id(stage, "ca-dongxuan")),
        GoalDraft("reported", 5, "Mô hình tự quản về an ninh, trật tự", "mô hình"),
    )
    set_ = [
        actions.set_goal(movement_id=movement.id, draft=one, by=leader, now=at) for one in goals
    ]
    _report(stage, set_[-1], now)
    return movement


def _report(stage: Stage, models: Goal, now: datetime) -> None:
    for days_ago, unit, note in (
        (80, "ca-dongxuan", "Tổ liên gia tự quản thôn Suối Cạn"),
        (45, "suoida", "Tiếng loa biên phòng"),
        (20, "ca-dongxuan", "Tổ liên gia tự quản thôn Đồng Xuân 2"),
    ):
        actions.report_progress(
            goal_id=models.id,
            amount=1,
            note=note,
            by=stage.units[unit].head,
            now=now - timedelta(days=days_ago),
        )


def _hold(stage: Stage, talk: Talk, movement: Movement, now: datetime) -> None:
    held = now - timedelta(days=talk.days_ago)
    plant = Site.objects.filter(circle=stage.circle).order_by("id")[0]
    actions.record_session(
        circle_id=stage.circle.id,
        draft=SessionDraft(
            kind=talk.kind,
            topic=talk.topic,
            title=talk.title,
            held_on=day_of(held),
            audience=talk.audience,
            attendance=talk.attendance,
            site_id=None if talk.area else plant.id,
            area=talk.area,
            movement_id=movement.id if talk.of_movement else None,
            co_organizers=tuple(_id(stage, key) for key in talk.together),
            materials=talk.materials,
        ),
        by=stage.units[talk.by].head,
        now=held + timedelta(hours=2),
    )


def _tell(stage: Stage, now: datetime) -> None:
    """One story that everybody reads, one that members do, and one that still waits."""
    smoke = _story(
        stage, "dongxuan", "Phát hiện và dập tắt đám cháy từ sớm", _SMOKE, ("pc07",),
        now - timedelta(days=30),
    )  # fmt: skip
    _agree(stage, smoke, "pc07", now - timedelta(days=29))
    teller = stage.units["dongxuan"].head
    actions.propose_publication(story_id=smoke.id, by=teller, now=now - timedelta(days=28))
    _agree(stage, smoke, "pc07", now - timedelta(days=27))
    actions.publish(story_id=smoke.id, by=teller, now=now - timedelta(days=27))
    wallet = _story(
        stage, "ca-dongxuan", "Nhặt được của rơi, trả người đánh mất", _WALLET, ("dongxuan",),
        now - timedelta(days=9),
    )  # fmt: skip
    _agree(stage, wallet, "dongxuan", now - timedelta(days=8))
    _story(
        stage, "ca-dongxuan", "Người dân báo tin, giữ lại được dây tiếp địa", _CABLE,
        ("dongxuan",), now - timedelta(days=1),
    )  # fmt: skip


def _story(
    stage: Stage, by: str, title: str, text: str, concerned: tuple[str, ...], at: datetime
) -> Story:
    draft = StoryDraft(title, text, tuple(_id(stage, key) for key in concerned))
    return actions.tell_story(
        circle_id=stage.circle.id, draft=draft, by=stage.units[by].head, now=at
    )


def _agree(stage: Stage, story: Story, unit: str, at: datetime) -> None:
    waits = Consent.objects.filter(story=story, organization_id=_id(stage, unit), answered_at=None)
    actions.answer(consent_id=waits.get().id, agrees=True, by=stage.units[unit].head, now=at)


def _id(stage: Stage, key: str) -> int:
    return stage.units[key].id
