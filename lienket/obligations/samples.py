"""The register of the sample regulation: its 36 obligations, as its text has them.

Parties: A the police division, B the plant, C the commune, D the border post, E the commune police;
F is the guard contractor, which is bound through B. The demonstration and the tests load it.
"""

from collections.abc import Iterable

from lienket.obligations.actions import ObligationDraft
from lienket.obligations.models import Obligation
from lienket.obligations.rules import Cadence
from lienket.obligations.rules.cadence import Unit

ALL = "ABCDE"
QUARTERS_5 = "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=5"
QUARTER_ENDS = "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"
#: 15 January and 10 July, counted from the end of the year: so it is in leap years as well.
MID_JANUARY_AND_JULY = "FREQ=YEARLY;BYYEARDAY=15,-175"
WORDS, FILE, PHOTO, NONE = (
    Obligation.Proof.WORDS,
    Obligation.Proof.FILE,
    Obligation.Proof.PHOTO,
    Obligation.Proof.NONE,
)
HOUR, DAY = 60, 24 * 60  # minutes


def on_days(rrule: str, at: str = "17:00", times: int = 1) -> Cadence:
    """Due on the days of a rule of RFC 5545."""
    return Cadence("calendar", rrule=rrule, at=at, times=times)


def monthly(day: int, times: int = 1) -> Cadence:
    """Due each month on this day, counted from its end if negative."""
    return on_days(f"FREQ=MONTHLY;BYMONTHDAY={day}", times=times)


def yearly(month: int, day: int) -> Cadence:
    """Due once a year."""
    return on_days(f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}")


def after(amount: int, unit: Unit = "hours") -> Cadence:
    """Due so long after an event."""
    return Cadence("event", amount=amount, unit=unit, at="17:00")


def owed(
    code: str,
    clause_key: str,
    who: Iterable[str],
    to: Iterable[str],
    title: str,
    cadence: Cadence,
    proof: str,
    proof_name: str,
    *,
    jointly: Iterable[str] = "",
    office: str = "",
    remind: int = DAY,
    grace: int = 0,
) -> ObligationDraft:
    """A row of a register; `who`, `to`, `jointly` are letters of parties: "ABC"."""
    return ObligationDraft(
        code,
        clause_key,
        title,
        tuple(who),
        tuple(to),
        cadence,
        jointly=tuple(jointly),
        office=office,
        proof=proof,
        proof_name=proof_name,
        remind_before=remind,
        grace=grace,
    )


REGISTER: tuple[ObligationDraft, ...] = (
    owed("N01", "d3.k1", ALL, ALL, "Cử, đổi đầu mối",
          after(3, "working_days"), WORDS, "văn bản cử, bản ghi danh bạ"),
    owed("N02", "d3.k3", "A", "BCDE", "Rà soát danh bạ đầu mối",
          on_days(QUARTERS_5), WORDS, "biên bản rà soát", remind=3 * DAY),
    owed("N03", "d4.k1.a", ALL, ALL, "Báo tin khẩn qua điện thoại",
          after(15, "minutes"), WORDS, "người nhận và giờ nhận", remind=5),
    owed("N04", "d4.k1.b", ALL, ALL, "Xác nhận tin khẩn bằng bản ghi trên hệ thống",
          after(2), WORDS, "bản tin, mốc thời gian", remind=HOUR),
    owed("N05", "d4.k1.c", "B", "AC", "Báo cáo vụ việc bằng văn bản",
          after(24), FILE, "báo cáo, ảnh", remind=4 * HOUR),
    owed("N06", "d4.k2.a", "B", "AC", "Tổng hợp an ninh, trật tự tuần",
          on_days("FREQ=WEEKLY;BYDAY=FR", "16:00"), WORDS, "phiếu tuần", remind=6 * HOUR),
    owed("N07", "d4.k2.b", "A", "BCDE", "Thông báo phương thức, thủ đoạn tội phạm",
          monthly(10), WORDS, "thông báo", remind=2 * DAY),
    owed("N08", "d4.k2.c", ALL, ALL, "Trả lời yêu cầu thông tin",
          after(5, "working_days"), FILE, "công văn trả lời"),
    owed("N09", "d4.k3", ALL, ALL, "Xác nhận đã nhận thông tin",
          after(1, "working_days"), NONE, "biên nhận điện tử", remind=4 * HOUR),
    owed("N10", "d5.k1", "F", "B", "Tuần tra 03 vòng mỗi ca",
          Cadence("shift", starts=("06:00", "14:00", "22:00")), WORDS, "nhật ký quét điểm",
          remind=HOUR),
    owed("N11", "d5.k2", "B", "A", "Tuần tra chung với Công an xã",
          monthly(-1, times=2), FILE, "biên bản tuần tra chung", jointly="E", remind=5 * DAY),
    owed("N12", "d5.k2", "B", "A", "Tuần tra chung biên giới",
          on_days(QUARTER_ENDS), FILE, "biên bản tuần tra chung", jointly="D", remind=10 * DAY),
    owed("N13", "d5.k3", "B", "A", "Kiểm tra tuyến đấu nối, hành lang an toàn",
          monthly(25), PHOTO, "phiếu kiểm tra, ảnh có tọa độ", remind=3 * DAY),
    owed("N14", "d5.k4", "F", "B", "Kiểm tra hoạt động camera",
          on_days("FREQ=DAILY", "08:00"), WORDS, "danh mục kiểm tra", remind=HOUR),
    owed("N15", "d5.k4", "B", "A", "Trích xuất, giao hình ảnh camera",
          after(24), FILE, "biên bản giao nhận, mã băm tệp", remind=4 * HOUR),
    owed("N16", "d6.k1", "B", "C", "Tự kiểm tra phòng cháy, chữa cháy",
          monthly(-1), FILE, "biên bản PC02", remind=3 * DAY, grace=2 * DAY),
    owed("N17", "d6.k2", "B", "A", "Thực tập phương án chữa cháy, cứu nạn, cứu hộ",
          yearly(9, 30), FILE, "kế hoạch, báo cáo kết quả, ảnh", remind=15 * DAY),
    owed("N18", "d6.k3", "B", "", "Họp cụm doanh nghiệp an toàn phòng cháy, chữa cháy",
          on_days(QUARTER_ENDS), WORDS, "biên bản, điểm danh", office="Cụm trưởng",
          remind=10 * DAY),
    owed("N19", "d7.k1", "B", "E", "Cập nhật số liệu lao động, nhà thầu",
          monthly(5), WORDS, "số liệu, biên nhận", remind=2 * DAY),
    owed("N20", "d7.k2", "B", "E", "Khai báo tạm trú người nước ngoài",
          after(12), WORDS, "mã hồ sơ, không kèm giấy tờ", remind=3 * HOUR),
    owed("N21", "d7.k3", "B", "A", "Kiểm kê công cụ hỗ trợ",
          on_days(QUARTERS_5), FILE, "biên bản kiểm kê", remind=5 * DAY),
    owed("N22", "d8.k1", "B", "", "Buổi tuyên truyền",
          on_days(QUARTER_ENDS), PHOTO, "kế hoạch, số người, ảnh", jointly="E", remind=15 * DAY),
    owed("N23", "d8.k2", "B", "A", "Ngày hội toàn dân bảo vệ an ninh Tổ quốc",
          yearly(8, 19), FILE, "báo cáo", jointly="C", remind=15 * DAY),
    owed("N24", "d8.k3", "B", "", "Công khai lịch thi công, mã xác minh",
          on_days("FREQ=DAILY"), NONE, "trang công khai", remind=2 * HOUR),
    owed("N25", "d8.k3", "B", "", "Xử lý phản ánh giả danh",
          after(24), WORDS, "phiếu xử lý", jointly="E", remind=4 * HOUR),
    owed("N26", "d8.k4", "A", "B", "Diễn đàn “Công an lắng nghe ý kiến doanh nghiệp”",
          yearly(9, 30), FILE, "biên bản, danh mục kiến nghị", remind=30 * DAY),
    owed("N27", "d8.k4", ALL, ALL, "Trả lời kiến nghị",
          after(15, "days"), FILE, "công văn trả lời", remind=3 * DAY),
    owed("N28", "d9.k1", "A", "B", "Huấn luyện nghiệp vụ bảo vệ",
          yearly(6, 30), FILE, "danh sách lớp, chứng nhận", remind=30 * DAY),
    owed("N29", "d10.k1", "B", "A", "Trình, rà soát phương án bảo vệ",
          yearly(1, 31), WORDS, "số văn bản trình, ý kiến", remind=15 * DAY),
    owed("N30", "d11.k1", "C", "AB", "Thông tin tình hình địa bàn giáp ranh",
          monthly(25), WORDS, "phiếu thông tin", remind=2 * DAY),
    owed("N31", "d12.k1", "A", "BCDE", "Giao ban đầu mối",
          monthly(25), FILE, "biên bản giao ban, điểm danh", remind=3 * DAY),
    owed("N32", "d12.k2", "BCD", "A", "Báo cáo quý, 06 tháng, năm",
          on_days("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20"), FILE, "báo cáo, biểu số liệu",
          remind=5 * DAY),
    owed("N33", "d12.k3", "A", "BCDE", "Sơ kết 06 tháng, năm",
          on_days(MID_JANUARY_AND_JULY), FILE, "kế hoạch, giấy mời, báo cáo, biên bản", jointly="B",
          remind=15 * DAY),
    owed("N34", "d12.k3", "A", "BCDE", "Tổng kết",
          Cadence("once", day="2030-12-31", at="17:00"), FILE,
          "báo cáo tổng kết, dự thảo quy chế mới", jointly="B", remind=60 * DAY),
    owed("N35", "d12.k5", "A", "", "Hồ sơ khen thưởng",
          after(15, "days"), FILE, "tờ trình, báo cáo thành tích, biên bản xét",
          office="Tổ giúp việc", remind=5 * DAY),
    owed("N36", "d12.k6", ALL, ALL, "Kế thừa khi sắp xếp lại đơn vị",
          after(15, "days"), FILE, "phụ lục hoặc thông báo kế thừa", remind=5 * DAY),
)  # fmt: skip
