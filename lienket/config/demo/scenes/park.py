"""An industrial park: a security council of twenty-four, and a fire while you watch."""

from lienket.config.demo.agreement import Agreement, Body, Bound, Gathering, Job, Question, Scheme
from lienket.config.demo.scene import PLANS, Call, Habit, Open, Past, Scene, Unit
from lienket.escalation.rules import Step, To
from lienket.obligations.samples import DAY, FILE, HOUR, WORDS, monthly, on_days, owed

_ENTERPRISES: tuple[tuple[str, str, str, Habit, bool], ...] = (
    ("saokhue", "Công ty TNHH Dệt may Sao Khuê Xanh", "Sao Khuê", "prompt", True),
    ("anhduong", "Công ty TNHH Điện tử Ánh Dương Mới", "Ánh Dương", "steady", True),
    ("hoaban", "Công ty CP Bao bì Hoa Ban Trắng", "Hoa Ban", "steady", False),
    ("tungson", "Công ty TNHH Gỗ Tùng Sơn Đỏ", "Tùng Sơn", "silent", False),
    ("tanque", "Công ty CP Nhựa Tân Quế Lâm", "Tân Quế", "slow", True),
    ("dongnoi", "Công ty TNHH Thực phẩm Đồng Nội Thơm", "Đồng Nội", "steady", True),
    ("buocmoi", "Công ty TNHH Giày Bước Mới Xa", "Bước Mới", "steady", True),
    ("saokim", "Công ty CP Cáp điện Sao Kim Vàng", "Sao Kim", "prompt", True),
    ("bachdan", "Công ty TNHH Hóa chất Bạch Đàn Tím", "Bạch Đàn", "steady", True),
    ("haiau", "Công ty CP Kho vận Hải Âu Đêm", "Hải Âu", "slow", True),
    ("thiennga", "Công ty TNHH Linh kiện Thiên Nga Bạc", "Thiên Nga", "steady", False),
    ("cauvong", "Công ty CP Sơn Cầu Vồng Bảy", "Cầu Vồng", "steady", True),
    ("daingan", "Công ty TNHH Thép tấm Đại Ngàn Xanh", "Đại Ngàn", "silent", False),
    ("huongsen", "Công ty CP Dược phẩm Hương Sen Hạ", "Hương Sen", "prompt", True),
    ("phale", "Công ty TNHH Thủy tinh Pha Lê Sương", "Pha Lê", "steady", False),
    ("duongdai", "Công ty CP Lốp xe Đường Dài Mới", "Đường Dài", "slow", True),
    ("bepnang", "Công ty TNHH Suất ăn Bếp Nắng", "Bếp Nắng", "silent", False),
)  # fmt: skip

_UNITS = (
    Unit("bql-kcn", "Ban Quản lý Khu công nghiệp Bình Minh Xanh", "BQL KCN", "authority", "prompt"),
    Unit("ca-kcn", "Đồn Công an Khu công nghiệp Bình Minh Xanh", "Đồn CA KCN", "police", "prompt",
         titles=("Trưởng đồn", "Phó Trưởng đồn", "Cán bộ trực ban")),
    Unit("pccc-kv4", "Đội Cảnh sát PCCC và CNCH khu vực 4", "Đội PCCC KV4", "fire_service",
         "prompt", titles=("Đội trưởng", "Phó Đội trưởng", "Chỉ huy ca trực")),
    Unit("ca-binhminh", "Công an phường Bình Minh Thượng", "CAP Bình Minh Thượng",
         "commune_police", "steady",
         titles=("Trưởng Công an phường", "Phó Trưởng Công an phường", "Cán bộ trực ban")),
    Unit("p-binhminh", "UBND phường Bình Minh Thượng", "UBND phường", "commune", "slow",
         desk=False, titles=("Chủ tịch UBND phường", "Phó Chủ tịch UBND phường", "Công chức trực")),
    Unit("hatang", "Công ty CP Hạ tầng Bình Minh Xanh", "Hạ tầng KCN", "enterprise", "prompt",
         superior="bql-kcn"),
    Unit("baove-kcn", "Đội bảo vệ chuyên trách Khu công nghiệp", "Đội BV KCN", "guard_contractor",
         "steady", superior="hatang", titles=("Đội trưởng", "Đội phó", "Ca trưởng")),
    *(
        Unit(key, name, short_name, "enterprise", habit, superior="bql-kcn", desk=desk)
        for key, name, short_name, habit, desk in _ENTERPRISES
    ),
)  # fmt: skip

_PAST = (
    Past(85, "08:00", "bql-kcn", "direction", "Ban hành Quy chế hoạt động của Hội đồng bảo vệ ANTT",
         "24 thành viên xác nhận đã nhận quy chế và cử Tổ công tác ANTT của doanh nghiệp.",
         action="do", within=7200),
    Past(76, "23:15", "baove-kcn", "urgent_notice", "Xô xát trước cổng khu nhà trọ công nhân",
         "Khoảng 15 thanh niên, có người mang gậy. Đã báo Đồn Công an; các công ty nhắc ca đêm đi "
         "cổng số 2.", urgency="urgent"),
    Past(64, "09:30", "ca-kcn", "crime_method_bulletin", "Trộm xe máy bằng vé gửi xe giả",
         "Đối tượng chụp vé, in lại và lấy xe giờ tan ca. Đề nghị đối chiếu biển số khi trả xe.",
         action="know"),
    Past(52, "10:20", "huongsen", "information_request",
         "Doanh nghiệp nào có máy phát điện cho mượn 48 giờ",
         "Trạm của chúng tôi sửa chữa, cần 200 kVA cho kho lạnh từ tối thứ Sáu.", action="answer",
         to=("hatang", "anhduong", "dongnoi", "saokim"),
         replies=("Có máy 250 kVA, cho mượn được từ 18 giờ thứ Sáu.",
                  "Hiện không có máy dự phòng.")),
    Past(44, "08:20", "pccc-kv4", "urgent_notice", "Diễn tập cụm an toàn PCCC: cháy kho bao bì",
         "Các thành viên cụm xác nhận và báo số người, phương tiện có thể hỗ trợ trong 10 phút.",
         urgency="immediate", exercise=True),
    Past(31, "14:50", "hatang", "notice", "Sửa đường trục số 2, phân luồng xe tải",
         "Xe tải đi đường trục số 4 từ 7 giờ đến 17 giờ các ngày thứ Hai, thứ Ba.",
         corrected=(45, Past(31, "15:35", "hatang", "notice",
                             "Sửa đường trục số 2, phân luồng xe tải (đính chính ngày)",
                             "Đúng là thứ Tư và thứ Năm. Các nội dung khác giữ nguyên."))),
    Past(20, "18:05", "bachdan", "urgent_notice", "Rò rỉ amoniac tại bồn số 2, đã khóa van",
         "Mùi lan theo hướng đông nam khoảng 150 mét. Đề nghị đóng cửa, tắt quạt hút trong 30 "
         "phút.",
         urgency="very_urgent", told=3),
    Past(8, "09:00", "ca-kcn", "crime_method_bulletin",
         "Tuyển dụng giả mạo tên doanh nghiệp trong khu",
         "Trang giả thu phí giữ chỗ 500.000 đồng. Các công ty đăng cảnh báo ở cổng và nhóm công "
         "nhân.",
         action="know"),
    Past(2, "15:20", "bql-kcn", "notice", "Họp Hội đồng bảo vệ ANTT quý IV",
         "14 giờ thứ Sáu tuần này tại hội trường BQL. Các thành viên xác nhận người dự."),
)  # fmt: skip

_FIRE = Past(
    0, "00:00", "bql-kcn", "urgent_notice", "Cháy kho nguyên liệu Công ty Bao bì Hoa Ban Trắng",
    "Cháy tại kho giấy lô C4, khói lan về phía lô C5 và đường trục số 3. Các doanh nghiệp lân cận "
    "cắt điện khu giáp ranh, sơ tán người khỏi hướng khói, mở cổng cho xe chữa cháy và cử Tổ công "
    "tác hỗ trợ theo phương án cụm. Xác nhận ngay khi nhận tin.",
    urgency="immediate", within=3, told=4,
)  # fmt: skip

_KEYS = tuple(key for key, *_ in _ENTERPRISES)
_LETTERS = ("C", "D", "E", "G", "H", "I", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U",
            "V", "X", "Y", "A1", "A2")  # fmt: skip
_MEMBERS = ("pccc-kv4", "ca-binhminh", "p-binhminh", "hatang", "baove-kcn", *_KEYS)
_AGREEMENT = Agreement(
    "park",
    "Quy chế hoạt động của Hội đồng bảo vệ an ninh, trật tự Khu công nghiệp Bình Minh Xanh",
    (
        Bound("A", "bql-kcn", "BQLKCN", "Văn phòng Ban"),
        Bound("B", "ca-kcn", through="A"),
        *(
            Bound(letter, key, through="A")
            for letter, key in zip(_LETTERS, _MEMBERS, strict=True)
        ),
    ),
    (
        owed("N01", "d3.k2", _LETTERS[5:], ("B",), "Báo tình hình tuần, kể cả “không xảy ra”",
             on_days("FREQ=WEEKLY;BYDAY=FR", "16:00"), WORDS, "phiếu tuần", remind=6 * HOUR),
        owed("N02", "d4.k1", _LETTERS[5:9], ("C",), "Tự kiểm tra phòng cháy, chữa cháy",
             monthly(-1), FILE, "biên bản", remind=3 * DAY),
        owed("N03", "d7.k1", ("A",), ("B",), "Giao ban Hội đồng", monthly(25), FILE,
             "biên bản giao ban", remind=3 * DAY),
        owed("N04", "d5.k1", ("G",), ("B",), "Tuần tra chung", monthly(-1, times=2), FILE,
             "biên bản tuần tra", remind=5 * DAY),
    ),
    form="internal",
    signed=34,
    spread=20,
)  # fmt: skip

_BODIES = (
    Body("bql-kcn", "council", "Hội đồng bảo vệ an ninh, trật tự Khu công nghiệp Bình Minh Xanh",
         "HĐANTT", "Quyết định 08/QĐ-BQLKCN", (
             ("chair", "bql-kcn"), ("deputy", "ca-kcn"), ("deputy", "hatang"),
             ("standing", "pccc-kv4"), ("secretary", "ca-binhminh"), ("member", "p-binhminh"),
             ("member", "baove-kcn"), *(("member", key) for key in _KEYS),
         ), days_ago=33, empty=("daingan", "bepnang")),
)  # fmt: skip

_SCHEMES = (
    Scheme(30, "bql-kcn", "yearly", "Kế hoạch hoạt động của Hội đồng trong năm", (
        Job("saokhue", "Lập tổ công tác 08 người, phân công trực", -14, "done",
            "Đã ra quyết định."),
        Job("anhduong", "Lắp camera nhìn ra đường trục số 3", 9, "begun"),
        Job("bachdan", "Kiểm tra kho hóa chất cùng Đội PCCC", -2, "begun"),
        Job("pccc-kv4", "Hướng dẫn thực tập phương án cụm", 18, "begun"),
        Job("daingan", "Bổ sung đèn chiếu sáng hàng rào phía tây", -6),
        Job("hatang", "Sửa barie cổng số 2", 4, "done", "Đã thay mô tơ, thử 20 lần."),
    )),
)  # fmt: skip

_GATHERINGS = (
    Gathering(28, "bql-kcn", "briefing", "Giao ban Hội đồng tháng 10", "Hội trường Ban Quản lý", (
        ("Trộm vặt tại nhà xe", "Các công ty đối chiếu biển số khi trả xe."),
        ("Thành viên chưa phản hồi thông báo", "Ban Quản lý làm việc với từng đơn vị im lặng."),
    ), (
        Job("baove-kcn", "Kẻ lại vạch, chia lối ra vào nhà xe số 2", 2),
        Job("tungson", "Giải trình việc không xác nhận thông báo tháng 10", -4),
    ), absent=("tungson", "bepnang")),
    Gathering(-25, "bql-kcn", "festival", "Ngày hội toàn dân bảo vệ an ninh Tổ quốc và sơ kết năm",
              "Sân vận động Khu công nghiệp", (
        ("Diễu hành các tổ công tác", ""),
        ("Sơ kết một năm hoạt động của Hội đồng", ""),
    )),
)  # fmt: skip

_PETITIONS = (
    Question(38, "saokhue", "hatang", "traffic",
             "Đề nghị mở thêm lối ra cổng số 2 giờ tan ca, 4.000 công nhân dồn vào một lối",
             voice="workers", collective="công nhân xưởng may",
             answer=(8, "Từ tuần này mở làn thứ hai ở cổng số 2 từ 16:45 đến 17:45; Đội bảo vệ "
                        "phân luồng, có biển báo."),
             verdict=(True, "Hết ùn tắc sau hai ngày")),
    Question(31, "tanque", "pccc-kv4", "fire",
             "Xưởng nhựa cải tạo kho có phải thẩm duyệt lại về phòng cháy không",
             answer=(6, "Thay đổi công năng kho phải thẩm duyệt lại; Đội cử cán bộ đến xem hiện "
                        "trạng và hướng dẫn hồ sơ."),
             verdict=(True, "")),
    Question(26, "huongsen", "p-binhminh", "residence",
             "Khu nhà trọ phường quản lý không đủ đèn, công nhân ca đêm bị giật điện thoại",
             voice="workers", collective="công nhân ca đêm"),
    Question(9, "buocmoi", "bql-kcn", "procedures",
             "Đề nghị bỏ bớt báo cáo giấy đã nộp trên hệ thống",
             answer=(4, "Từ tháng sau chỉ nộp trên hệ thống."),
             returned="Chưa nói rõ những báo cáo nào"),
    Question(4, "saokim", "ca-kcn", "security",
             "Đề nghị hướng dẫn quy trình trích xuất camera khi mất tài sản"),
)  # fmt: skip

PARK = Scene(
    "Hội đồng bảo vệ ANTT Khu công nghiệp Bình Minh Xanh",
    "bql-kcn",
    _UNITS,
    _PAST,
    {
        **PLANS,
        # Short waits, so that a council may practise silence while everybody looks on.
        "immediate": (
            Step(1, To.DUTY),
            Step(2, To.FOCAL),
            Step(3, To.HEAD),
            Step(4, To.SUPERIOR),
            Step(8, To.SUPERIOR),
        ),
    },
    Open(
        _FIRE,
        (
            Call("pccc-kv4", 3, "Chỉ huy ca trực", "Đã nhận, 02 xe xuất phát."),
            Call("ca-kcn", 2, "Cán bộ trực ban", "Đã nhận, cho tổ tuần tra đến phân luồng."),
            Call("hoaban", 1, "Ca trưởng bảo vệ", "Đang sơ tán, đủ quân số ca."),
        ),
    ),
    agreement=_AGREEMENT,
    schemes=_SCHEMES,
    gatherings=_GATHERINGS,
    bodies=_BODIES,
    petitions=_PETITIONS,
)
