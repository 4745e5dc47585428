"""A national utility and a security directorate, carried down to five provinces.

Below each stands its own hierarchy, so that the silence of a province climbs on both sides.
"""

from lienket.config.demo.agreement import Agreement, Bound, Lower
from lienket.config.demo.scene import Habit, Past, Scene, Unit
from lienket.config.demo.scenes.rumours import UTILITY_RUMOURS
from lienket.obligations.samples import DAY, QUARTERS_5, WORDS, monthly, on_days, owed

#: Key, name, and the habits of its power company and its police.
_PROVINCES: tuple[tuple[str, str, Habit, Habit], ...] = (
    ("thanhvan", "Thanh Vân", "prompt", "steady"),
    ("tanhai", "Tân Hải", "steady", "prompt"),
    ("namchau", "Nam Châu", "slow", "steady"),
    ("donglinh", "Đông Lĩnh", "steady", "slow"),
    ("vinhson", "Vĩnh Sơn Hạ", "silent", "steady"),
)  # fmt: skip

_UNITS = (
    Unit("tongcongty", "Tổng công ty Điện lực Đông Trường Sơn", "TCT Điện lực", "enterprise",
         "prompt", titles=("Phó Tổng Giám đốc", "Trưởng ban An toàn - Bảo vệ", "Trực chỉ huy")),
    Unit("cuc", "Cục An ninh kinh tế (mô phỏng)", "Cục ANKT", "police", "prompt",
         titles=("Phó Cục trưởng", "Trưởng phòng 3", "Trực ban")),
    *(
        Unit(f"pc-{key}", f"Công ty Điện lực {name}", f"PC {name}", "enterprise", power,
             superior="tongcongty",
             titles=("Giám đốc", "Trưởng phòng Kiểm tra - Pháp chế", "Trực điều độ"))
        for key, name, power, _ in _PROVINCES
    ),
    *(
        Unit(f"pa04-{key}", f"Phòng An ninh kinh tế, Công an tỉnh {name}", f"PA04 {name}",
             "police", police, superior="cuc")
        for key, name, _, police in _PROVINCES
    ),
)  # fmt: skip

_PAST = (
    Past(87, "08:30", "cuc", "direction", "Rà soát công trình điện trọng điểm trước mùa mưa bão",
         "PA04 và Công ty Điện lực các tỉnh cùng kiểm tra, xác nhận kết quả; không gửi phương án "
         "bảo vệ qua hệ thống.", action="do", within=7200),
    Past(78, "10:40", "tongcongty", "notice",
         "Quy chế cấp tỉnh giai đoạn mới: cách dẫn chiếu điều khoản",
         "Các tỉnh giữ số điều của quy chế trên, bổ sung điều riêng ở chương cuối.", action="know"),
    Past(69, "03:20", "pc-donglinh", "urgent_notice", "Cột 220 kV số 112 bị tháo thanh giằng",
         "Tổ tuần tra phát hiện mất 14 thanh giằng, cột nghiêng 2 độ. Đã cô lập khu vực chân cột.",
         urgency="very_urgent"),
    Past(60, "09:15", "cuc", "crime_method_bulletin", "Chiếm quyền camera trạm không người trực",
         "Đối tượng dò mật khẩu mặc định của đầu ghi để tắt camera trước khi đột nhập. Đổi mật "
         "khẩu, tách mạng camera trong tuần.", action="know"),
    Past(50, "14:00", "tongcongty", "information_request",
         "Số vụ vi phạm hành lang lưới điện quý III",
         "Đề nghị PA04 các tỉnh đối chiếu số vụ với Công ty Điện lực cùng tỉnh rồi trả lời.",
         action="answer", within=4320,
         replies=("03 vụ, khớp số liệu hai bên.", "Không phát sinh vụ nào.",
                  "05 vụ/05 đối tượng.")),
    Past(36, "21:30", "pa04-tanhai", "urgent_notice", "Drone bay trên trạm 500 kV Tân Hải",
         "Hai lượt bay cách nhau 20 phút, hướng từ biển. Đề nghị trạm tăng quan sát, ghi hình.",
         urgency="urgent"),
    Past(29, "08:00", "tongcongty", "notice", "Diễn tập thông tin hai chiều: mất liên lạc một tỉnh",
         "Các đơn vị xác nhận trong 30 phút; đơn vị được chọn giữ im lặng để kiểm tra leo thang.",
         urgency="urgent", exercise=True, within=30),
    Past(19, "16:15", "pc-namchau", "report", "Tổng hợp hai chiều tháng 10 tỉnh Nam Châu",
         "Nhận 14 tin, gửi 11 tin; trả lời đúng hạn 92 %.", action="know"),
    Past(10, "07:40", "cuc", "direction", "Bảo đảm điện và an ninh các ngày lễ lớn",
         "Trực chỉ huy 24/24 từ thứ Năm; mọi tin khẩn xác nhận trong 15 phút.", within=480),
    Past(3, "11:05", "pc-vinhson", "verification_request", "Người lạ xin vào khảo sát trạm 110 kV",
         "Hai người mang giấy giới thiệu của một viện thiết kế. Đề nghị xác minh với viện.",
         action="answer", to=("pa04-vinhson", "cuc", "tongcongty"), within=1440,
         replies=("Viện xác nhận không cử người. Đề nghị không cho vào.",)),
)  # fmt: skip

_INFORM = (
    owed("N01", "d3.k2", "A", "B", "Tổng hợp thông tin trao đổi hai chiều", monthly(5), WORDS,
         "bảng tổng hợp", remind=2 * DAY),
    owed("N02", "d3.k2", "B", "A", "Tổng hợp thông tin trao đổi hai chiều", monthly(5), WORDS,
         "bảng tổng hợp", remind=2 * DAY),
)  # fmt: skip
_AGREEMENT = Agreement(
    "utility",
    "Quy chế phối hợp bảo vệ an ninh công trình điện trọng điểm",
    (
        Bound("A", "tongcongty", "TCTĐL", "Ban An toàn - Bảo vệ"),
        Bound("B", "cuc", "CANKT", "Phòng 3"),
        # Only a party may carry it on into its province.
        *(
            Bound(letter, f"pc-{key}")
            for letter, (key, *_) in zip("CD", _PROVINCES[:2], strict=True)
        ),
    ),
    (
        *_INFORM,
        owed("N03", "d4.k1", "A", "B", "Rà soát danh mục đầu mối công trình trọng điểm",
             on_days(QUARTERS_5), WORDS, "bản rà soát", remind=3 * DAY),
    ),
    lower=tuple(
        Lower(
            f"Quy chế phối hợp PA04 – Công ty Điện lực {name}",
            f"Quy chế phối hợp bảo vệ an ninh công trình điện tỉnh {name}",
            f"pc-{key}",
            f"pa04-{key}",
            ("d1.k1", "d2.k1", "d3.k1", "d3.k2", "d5.k1"),
            adapted=(("d3.k1", "Tin khẩn báo ngay bằng điện thoại, xác nhận trong 10 phút; khu vực "
                               "mất sóng báo qua trực ban tỉnh."),),
            owed=_INFORM,
        )
        for key, name, _, _ in _PROVINCES[:2]
    ),
    spread=30,
)  # fmt: skip

UTILITY = Scene(
    "Quy chế Tổng công ty Điện lực – Cục An ninh kinh tế",
    "tongcongty",
    _UNITS,
    _PAST,
    agreement=_AGREEMENT,
    rumours=UTILITY_RUMOURS,
)
