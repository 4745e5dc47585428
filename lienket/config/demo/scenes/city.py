"""A city's power company and its police: two sectors that inform each other both ways."""

from lienket.config.demo.agreement import Agreement, Bound, Gathering
from lienket.config.demo.scene import Past, Scene, Unit
from lienket.obligations.samples import DAY, PHOTO, QUARTER_ENDS, WORDS, monthly, on_days, owed

_WARD = ("Trưởng Công an phường", "Phó Trưởng Công an phường", "Cán bộ trực ban")
_BRANCH = ("Giám đốc Điện lực", "Trưởng phòng Kiểm tra - Pháp chế", "Trực điều độ")

_UNITS = (
    Unit("catp", "Công an thành phố Vĩnh Lam", "CATP Vĩnh Lam", "police", "steady",
         titles=("Phó Giám đốc", "Phó Trưởng phòng Tham mưu", "Trực ban chỉ huy")),
    Unit("dienluctp", "Công ty Điện lực thành phố Vĩnh Lam", "PC Vĩnh Lam", "enterprise", "prompt",
         titles=("Phó Tổng Giám đốc", "Trưởng ban Kiểm tra - Thanh tra - Pháp chế",
                 "Trực chỉ huy")),
    Unit("pa04-vl", "Phòng An ninh kinh tế, CATP Vĩnh Lam", "PA04 Vĩnh Lam", "police", "prompt",
         superior="catp"),
    Unit("pc07-vl", "Phòng Cảnh sát PCCC và CNCH, CATP Vĩnh Lam", "PC07 Vĩnh Lam", "fire_service",
         "prompt", superior="catp"),
    Unit("cap-benthuyen", "Công an phường Bến Thuyền", "CAP Bến Thuyền", "commune_police",
         "steady", superior="catp", titles=_WARD),
    Unit("cap-chosom", "Công an phường Chợ Sớm", "CAP Chợ Sớm", "commune_police", "slow",
         superior="catp", titles=_WARD),
    Unit("cap-daucau", "Công an phường Đầu Cầu", "CAP Đầu Cầu", "commune_police", "steady",
         superior="catp", titles=_WARD),
    Unit("dl-bac", "Điện lực Bắc Vĩnh Lam", "ĐL Bắc", "enterprise", "steady",
         superior="dienluctp", titles=_BRANCH),
    Unit("dl-nam", "Điện lực Nam Vĩnh Lam", "ĐL Nam", "enterprise", "prompt",
         superior="dienluctp", titles=_BRANCH),
    Unit("dl-caothe", "Đội Quản lý lưới điện cao thế", "Đội Cao thế", "enterprise", "steady",
         superior="dienluctp", titles=("Đội trưởng", "Phó Đội trưởng", "Trưởng kíp trực")),
    Unit("cskh", "Trung tâm Chăm sóc khách hàng", "TT CSKH", "enterprise", "silent",
         superior="dienluctp", titles=("Giám đốc Trung tâm", "Phó Giám đốc", "Trưởng ca tổng đài")),
)  # fmt: skip

_PAST = (
    Past(86, "09:30", "dienluctp", "notice",
         "Mẫu thẻ công tác và trang phục mới của nhân viên điện lực",
         "Từ ngày 01 tháng sau nhân viên mang thẻ có mã QR. Đề nghị Công an các phường phổ biến để "
         "người dân nhận biết.", action="know"),
    Past(79, "10:05", "cskh", "urgent_notice",
         "Nhiều khách hàng nhận cuộc gọi giả danh điện lực dọa cắt điện",
         "Từ 8 giờ sáng tổng đài nhận 37 phản ánh: người gọi tự xưng nhân viên điện lực, yêu cầu "
         "chuyển khoản trong 30 phút. Không cung cấp số tài khoản nào cho khách.",
         urgency="urgent"),
    Past(77, "08:15", "pa04-vl", "crime_method_bulletin",
         "Giả danh nhân viên điện lực thu tiền, cài ứng dụng lạ",
         "Thủ đoạn: gọi điện báo nợ, gửi đường dẫn cài ứng dụng để chiếm quyền điện thoại. Điện "
         "lực không thu tiền qua điện thoại, không gửi đường dẫn cài đặt.", action="know"),
    Past(66, "13:40", "dl-caothe", "verification_request",
         "Thả diều, đốt rác dưới đường dây 110 kV đoạn Chợ Sớm",
         "Đề nghị xác minh nhóm người thường đốt rác dưới khoảng cột 44–45 và nhắc nhở.",
         action="answer", to=("cap-chosom", "pa04-vl"),
         replies=("Đã làm việc với hộ thu gom phế liệu, ký cam kết không tái phạm.",)),
    Past(58, "07:50", "dienluctp", "notice", "Lịch cắt điện, sửa chữa lưới tuần 39",
         "Các phường có khu vực mất điện xem lịch kèm theo; đội thi công có phiếu công tác.",
         corrected=(70, Past(58, "09:00", "dienluctp", "notice",
                             "Lịch cắt điện, sửa chữa lưới tuần 39 (đính chính)",
                             "Khu vực Đầu Cầu chuyển từ thứ Ba sang thứ Năm. Các mục khác giữ "
                             "nguyên."))),
    Past(45, "22:50", "dl-nam", "urgent_notice", "Mất trộm cáp ngầm hạ thế, nguy cơ điện giật",
         "Hố cáp số 7 đường Bờ Kè bị cạy nắp, mất 18 m cáp; đầu cáp hở đang có điện. Cần người giữ "
         "hiện trường ngay.", urgency="immediate", quorum=3),
    Past(37, "09:00", "catp", "direction", "Cao điểm bảo vệ lưới điện dịp lễ",
         "Công an các phường và các Điện lực lập tổ tuần tra chung, hoàn thành phân công ca trước "
         "thứ Sáu.", action="do", within=4320),
    Past(24, "15:10", "dl-bac", "information_request", "Đường dây thông tin lạ mắc trên cột điện",
         "Đề nghị cho biết đơn vị nào được cấp phép tại tuyến Bến Thuyền – Đầu Cầu.",
         action="answer", to=("cap-benthuyen", "cap-daucau"),
         replies=("Chưa có đơn vị nào đăng ký với phường.", "Đã yêu cầu nhà mạng thu hồi.")),
    Past(15, "08:30", "pc07-vl", "urgent_notice", "Diễn tập cháy trạm biến áp khu chung cư",
         "Giả định cháy tủ hạ thế tầng hầm. Các đơn vị xác nhận và báo thời gian có mặt.",
         urgency="very_urgent", exercise=True),
    Past(6, "16:20", "cskh", "report", "Tổng hợp phản ánh giả danh điện lực tháng 10",
         "Tiếp nhận 112 phản ánh, giảm 41 so với tháng trước; đã chuyển PA04 đủ 112.",
         action="know"),
    Past(2, "09:10", "pa04-vl", "crime_method_bulletin",
         "Giả thông báo đổi mã khách hàng sau sáp nhập",
         "Tin nhắn giả yêu cầu bấm vào liên kết để “đổi mã khách hàng”. Điện lực không đổi mã qua "
         "tin nhắn.", action="know"),
)  # fmt: skip

_AGREEMENT = Agreement(
    "city",
    "Quy chế phối hợp giữa Công an thành phố và Công ty Điện lực thành phố Vĩnh Lam",
    (
        Bound("A", "catp", "CATP", "Phòng An ninh kinh tế"),
        Bound("B", "dienluctp", "PCVL", "Ban Kiểm tra - Thanh tra - Pháp chế"),
    ),
    (
        owed("N01", "d4.k2", "B", "A", "Tổng hợp phản ánh giả danh, vi phạm hành lang",
             monthly(5), WORDS, "bảng tổng hợp", remind=2 * DAY),
        owed("N02", "d4.k3", "A", "B", "Thông báo phương thức, thủ đoạn tội phạm",
             monthly(10), WORDS, "thông báo", remind=2 * DAY),
        owed("N03", "d5.k1", "B", "A", "Tuần tra chung hành lang lưới điện cao thế",
             monthly(-1), PHOTO, "biên bản, ảnh", jointly="A", remind=5 * DAY),
        owed("N04", "d7.k1", "B", "A", "Buổi tuyên truyền an toàn điện tại khu dân cư",
             on_days(QUARTER_ENDS), PHOTO, "số người, ảnh", remind=10 * DAY),
    ),
    began_years_ago=4,
    signed=70,
    renewal=(6, "Quy chế phối hợp nhiệm kỳ mới giữa Công an thành phố và Công ty Điện lực"),
    remarks=(
        ("catp", "d4.k1", "Đề nghị rút thời gian xác nhận tin khẩn xuống 30 phút."),
        ("dienluctp", "d6.k1", "Bổ sung mã QR trên phiếu công tác để người dân tra cứu."),
    ),
    spread=24,
)  # fmt: skip

_GATHERINGS = (
    Gathering(-20, "catp", "conference", "Hội nghị tổng kết 05 năm và ký quy chế nhiệm kỳ mới",
              "Hội trường Công ty Điện lực", (
        ("Báo cáo tổng kết 05 năm", ""),
        ("Khen thưởng tập thể, cá nhân", ""),
        ("Ký quy chế nhiệm kỳ mới", ""),
    )),
)  # fmt: skip

CITY = Scene(
    "Quy chế phối hợp Điện lực – Công an thành phố Vĩnh Lam",
    "dienluctp",
    _UNITS,
    _PAST,
    agreement=_AGREEMENT,
    gatherings=_GATHERINGS,
)
