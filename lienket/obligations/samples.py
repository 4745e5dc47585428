"""The register of the sample regulation: its 36 obligations, as its text has them.

Parties: A the police division, B the plant, C the commune, D the border post, E the commune police;
F is the guard contractor, which is bound through B. The demonstration and the tests load it.
"""

from collections.abc import Sequence

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


def _on(rrule: str, at: str = "17:00", times: int = 1) -> Cadence:
    return Cadence("calendar", rrule=rrule, at=at, times=times)


def _monthly(day: int, times: int = 1) -> Cadence:
    return _on(f"FREQ=MONTHLY;BYMONTHDAY={day}", times=times)


def _yearly(month: int, day: int) -> Cadence:
    return _on(f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}")


def _after(amount: int, unit: Unit = "hours") -> Cadence:
    return Cadence("event", amount=amount, unit=unit, at="17:00")


def _owed(
    code: str,
    clause_key: str,
    who: str,
    to: str,
    title: str,
    cadence: Cadence,
    proof: str,
    proof_name: str,
    *,
    jointly: str = "",
    office: str = "",
    remind: int = DAY,
    grace: int = 0,
) -> ObligationDraft:
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


REGISTER: Sequence[ObligationDraft] = (
    _owed("N01", "d3.k1", ALL, ALL, "Cử, đổi đầu mối",
          _after(3, "working_days"), WORDS, "văn bản cử, bản ghi danh bạ"),
    _owed("N02", "d3.k3", "A", "BCDE", "Rà soát danh bạ đầu mối",
          _on(QUARTERS_5), WORDS, "biên bản rà soát", remind=3 * DAY),
    _owed("N03", "d4.k1.a", ALL, ALL, "Báo tin khẩn qua điện thoại",
          _after(15, "minutes"), WORDS, "người nhận và giờ nhận", remind=5),
    _owed("N04", "d4.k1.b", ALL, ALL, "Xác nhận tin khẩn bằng bản ghi trên hệ thống",
          _after(2), WORDS, "bản tin, mốc thời gian", remind=HOUR),
    _owed("N05", "d4.k1.c", "B", "AC", "Báo cáo vụ việc bằng văn bản",
          _after(24), FILE, "báo cáo, ảnh", remind=4 * HOUR),
    _owed("N06", "d4.k2.a", "B", "AC", "Tổng hợp an ninh, trật tự tuần",
          _on("FREQ=WEEKLY;BYDAY=FR", "16:00"), WORDS, "phiếu tuần", remind=6 * HOUR),
    _owed("N07", "d4.k2.b", "A", "BCDE", "Thông báo phương thức, thủ đoạn tội phạm",
          _monthly(10), WORDS, "thông báo", remind=2 * DAY),
    _owed("N08", "d4.k2.c", ALL, ALL, "Trả lời yêu cầu thông tin",
          _after(5, "working_days"), FILE, "công văn trả lời"),
    _owed("N09", "d4.k3", ALL, ALL, "Xác nhận đã nhận thông tin",
          _after(1, "working_days"), NONE, "biên nhận điện tử", remind=4 * HOUR),
    _owed("N10", "d5.k1", "F", "B", "Tuần tra 03 vòng mỗi ca",
          Cadence("shift", starts=("06:00", "14:00", "22:00")), WORDS, "nhật ký quét điểm",
          remind=HOUR),
    _owed("N11", "d5.k2", "B", "A", "Tuần tra chung với Công an xã",
          _monthly(-1, times=2), FILE, "biên bản tuần tra chung", jointly="E", remind=5 * DAY),
    _owed("N12", "d5.k2", "B", "A", "Tuần tra chung biên giới",
          _on(QUARTER_ENDS), FILE, "biên bản tuần tra chung", jointly="D", remind=10 * DAY),
    _owed("N13", "d5.k3", "B", "A", "Kiểm tra tuyến đấu nối, hành lang an toàn",
          _monthly(25), PHOTO, "phiếu kiểm tra, ảnh có tọa độ", remind=3 * DAY),
    _owed("N14", "d5.k4", "F", "B", "Kiểm tra hoạt động camera",
          _on("FREQ=DAILY", "08:00"), WORDS, "danh mục kiểm tra", remind=HOUR),
    _owed("N15", "d5.k4", "B", "A", "Trích xuất, giao hình ảnh camera",
          _after(24), FILE, "biên bản giao nhận, mã băm tệp", remind=4 * HOUR),
    _owed("N16", "d6.k1", "B", "C", "Tự kiểm tra phòng cháy, chữa cháy",
          _monthly(-1), FILE, "biên bản PC02", remind=3 * DAY, grace=2 * DAY),
    _owed("N17", "d6.k2", "B", "A", "Thực tập phương án chữa cháy, cứu nạn, cứu hộ",
          _yearly(9, 30), FILE, "kế hoạch, báo cáo kết quả, ảnh", remind=15 * DAY),
    _owed("N18", "d6.k3", "B", "", "Họp cụm doanh nghiệp an toàn phòng cháy, chữa cháy",
          _on(QUARTER_ENDS), WORDS, "biên bản, điểm danh", office="Cụm trưởng", remind=10 * DAY),
    _owed("N19", "d7.k1", "B", "E", "Cập nhật số liệu lao động, nhà thầu",
          _monthly(5), WORDS, "số liệu, biên nhận", remind=2 * DAY),
    _owed("N20", "d7.k2", "B", "E", "Khai báo tạm trú người nước ngoài",
          _after(12), WORDS, "mã hồ sơ, không kèm giấy tờ", remind=3 * HOUR),
    _owed("N21", "d7.k3", "B", "A", "Kiểm kê công cụ hỗ trợ",
          _on(QUARTERS_5), FILE, "biên bản kiểm kê", remind=5 * DAY),
    _owed("N22", "d8.k1", "B", "", "Buổi tuyên truyền",
          _on(QUARTER_ENDS), PHOTO, "kế hoạch, số người, ảnh", jointly="E", remind=15 * DAY),
    _owed("N23", "d8.k2", "B", "A", "Ngày hội toàn dân bảo vệ an ninh Tổ quốc",
          _yearly(8, 19), FILE, "báo cáo", jointly="C", remind=15 * DAY),
    _owed("N24", "d8.k3", "B", "", "Công khai lịch thi công, mã xác minh",
          _on("FREQ=DAILY"), NONE, "trang công khai", remind=2 * HOUR),
    _owed("N25", "d8.k3", "B", "", "Xử lý phản ánh giả danh",
          _after(24), WORDS, "phiếu xử lý", jointly="E", remind=4 * HOUR),
    _owed("N26", "d8.k4", "A", "B", "Diễn đàn “Công an lắng nghe ý kiến doanh nghiệp”",
          _yearly(9, 30), FILE, "biên bản, danh mục kiến nghị", remind=30 * DAY),
    _owed("N27", "d8.k4", ALL, ALL, "Trả lời kiến nghị",
          _after(15, "days"), FILE, "công văn trả lời", remind=3 * DAY),
    _owed("N28", "d9.k1", "A", "B", "Huấn luyện nghiệp vụ bảo vệ",
          _yearly(6, 30), FILE, "danh sách lớp, chứng nhận", remind=30 * DAY),
    _owed("N29", "d10.k1", "B", "A", "Trình, rà soát phương án bảo vệ",
          _yearly(1, 31), WORDS, "số văn bản trình, ý kiến", remind=15 * DAY),
    _owed("N30", "d11.k1", "C", "AB", "Thông tin tình hình địa bàn giáp ranh",
          _monthly(25), WORDS, "phiếu thông tin", remind=2 * DAY),
    _owed("N31", "d12.k1", "A", "BCDE", "Giao ban đầu mối",
          _monthly(25), FILE, "biên bản giao ban, điểm danh", remind=3 * DAY),
    _owed("N32", "d12.k2", "BCD", "A", "Báo cáo quý, 06 tháng, năm",
          _on("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20"), FILE, "báo cáo, biểu số liệu",
          remind=5 * DAY),
    _owed("N33", "d12.k3", "A", "BCDE", "Sơ kết 06 tháng, năm",
          _on(MID_JANUARY_AND_JULY), FILE, "kế hoạch, giấy mời, báo cáo, biên bản", jointly="B",
          remind=15 * DAY),
    _owed("N34", "d12.k3", "A", "BCDE", "Tổng kết",
          Cadence("once", day="2030-12-31", at="17:00"), FILE,
          "báo cáo tổng kết, dự thảo quy chế mới", jointly="B", remind=60 * DAY),
    _owed("N35", "d12.k5", "A", "", "Hồ sơ khen thưởng",
          _after(15, "days"), FILE, "tờ trình, báo cáo thành tích, biên bản xét",
          office="Tổ giúp việc", remind=5 * DAY),
    _owed("N36", "d12.k6", ALL, ALL, "Kế thừa khi sắp xếp lại đơn vị",
          _after(15, "days"), FILE, "phụ lục hoặc thông báo kế thừa", remind=5 * DAY),
)  # fmt: skip
