"""A steel complex between the hills and the sea: fourteen members, two divisions that observe."""

from lienket.config.demo.scene import PLANS, Past, Scene, Unit
from lienket.escalation.rules import Step, To

_UNITS = (
    Unit("pa04-th", "Phòng An ninh kinh tế, Công an tỉnh Tân Hải", "PA04 Tân Hải", "police",
         "prompt", observer=True),
    Unit("pa08-th", "Phòng Quản lý xuất nhập cảnh, Công an tỉnh Tân Hải", "PA08 Tân Hải", "police",
         "steady", observer=True),
    Unit("catx", "Công an thị xã Vân Sơn", "CATX Vân Sơn", "police", "prompt", superior="pa04-th",
         titles=("Trưởng Công an thị xã", "Phó Trưởng Công an thị xã", "Trực ban chỉ huy")),
    Unit("cscd", "Tiểu đoàn Cảnh sát cơ động số 3", "TĐ CSCĐ số 3", "police", "prompt",
         titles=("Tiểu đoàn trưởng", "Phó Tiểu đoàn trưởng", "Trực ban tác chiến")),
    Unit("dbp-cuasom", "Đồn Biên phòng Cửa Sớm", "ĐBP Cửa Sớm", "border_guard", "steady"),
    Unit("dbp-muicat", "Đồn Biên phòng Mũi Cát", "ĐBP Mũi Cát", "border_guard", "steady"),
    Unit("dbp-cangsau", "Đồn Biên phòng cửa khẩu cảng Nước Sâu", "ĐBP cảng Nước Sâu",
         "border_guard", "slow"),
    Unit("gangthep", "Công ty TNHH Gang thép Biển Xanh", "Gang thép Biển Xanh", "enterprise",
         "prompt", titles=("Phó Tổng Giám đốc", "Trưởng phòng An ninh", "Trưởng ca an ninh")),
    Unit("xa-anphong", "UBND xã An Phong Đông", "Xã An Phong Đông", "commune", "steady",
         desk=False),
    Unit("xa-anthach", "UBND xã An Thạch", "Xã An Thạch", "commune", "slow", desk=False),
    Unit("xa-anloi", "UBND xã An Lợi Tây", "Xã An Lợi Tây", "commune", "steady", desk=False),
    Unit("xa-hailoc", "UBND xã Hải Lộc Thượng", "Xã Hải Lộc Thượng", "commune", "silent",
         desk=False),
    Unit("xa-haikhe", "UBND xã Hải Khê Hạ", "Xã Hải Khê Hạ", "commune", "steady", desk=False),
    Unit("xa-vansa", "UBND xã Vân Sa", "Xã Vân Sa", "commune", "slow", desk=False),
    Unit("xa-vandon", "UBND xã Vân Đồi", "Xã Vân Đồi", "commune", "steady", desk=False),
)  # fmt: skip

_PAST = (
    Past(89, "08:00", "catx", "direction", "Triển khai Kế hoạch 02/KH và Quy chế 01/QCPH",
         "Các bên cử đầu mối chính, đầu mối dự phòng; gửi kế hoạch tuần tra tháng đầu.",
         action="do", within=5760),
    Past(81, "17:25", "gangthep", "urgent_notice", "Công nhân nhà thầu tụ tập trước cổng số 3",
         "Khoảng 60 người của một nhà thầu phụ tụ tập đòi lương, chưa có hành vi quá khích. Công "
         "ty đã mời nhà thầu đến làm việc.", urgency="urgent"),
    Past(74, "09:20", "catx", "crime_method_bulletin",
         "Tuồn phế liệu ra ngoài bằng xe chở bùn thải",
         "Lái xe khoét hai đáy thùng để giấu đồng, gang thỏi. Đề nghị kiểm tra trọng lượng xe hai "
         "chiều tại cổng.", action="know"),
    Past(62, "20:15", "dbp-cuasom", "urgent_notice", "Tàu lạ thả trôi gần phao luồng số 9",
         "Tàu cá không số đăng ký, không trả lời bộ đàm, trôi về phía cảng. Đã cử xuồng tiếp cận.",
         urgency="very_urgent"),
    Past(55, "10:00", "gangthep", "information_request",
         "Lịch hội làng, lễ hội tháng tới để bố trí ca và xe đưa đón",
         "Đề nghị các xã cho biết ngày, giờ, tuyến đường tập trung đông người.", action="answer",
         to=("xa-anphong", "xa-anthach", "xa-anloi", "xa-hailoc", "xa-vansa"),
         replies=("Không tổ chức lễ hội trong tháng.",
                  "Có lễ cầu ngư ngày 14, tập trung ở bến cá.")),
    Past(41, "08:45", "catx", "notice", "Ra quân cao điểm 45 ngày đêm bảo vệ khu liên hợp",
         "Lực lượng tuần tra chung bắt đầu 18 giờ hôm nay. Các xã thông báo trên loa truyền thanh.",
         within=600),
    Past(33, "02:10", "gangthep", "urgent_notice", "Phát hiện nhóm người cắt rào kho phế liệu B2",
         "Camera nhiệt ghi nhận 4 người, đã bỏ chạy về phía đê chắn sóng để lại một xuồng máy.",
         urgency="immediate", told=4),
    Past(27, "14:30", "dbp-cangsau", "notice", "Cấm tàu thuyền neo đậu khu quay trở",
         "Cấm neo đậu từ 6 giờ đến 18 giờ thứ Năm để lai dắt tàu 200.000 tấn.",
         withdrawn=(180, "Tàu đổi lịch; lệnh cấm không còn hiệu lực.")),
    Past(18, "08:10", "cscd", "urgent_notice",
         "Diễn tập bảo vệ mục tiêu: giả định gây rối tại cổng 1",
         "Các đơn vị xác nhận nhận lệnh, báo quân số và thời gian đến vị trí tập kết.",
         urgency="urgent", exercise=True),
    Past(11, "09:05", "gangthep", "report",
         "Tổng hợp tháng 10: 03 vụ trộm vặt, không có vụ nghiêm trọng",
         "03 vụ/04 đối tượng, đã bàn giao Công an xã. Va chạm giao thông: 02 vụ.", action="know"),
    Past(5, "16:40", "catx", "verification_request", "Xe ben mang biển số nghi giả ra vào bãi xỉ",
         "Đề nghị công ty, xã An Thạch kiểm tra các xe ra vào bãi xỉ trong tuần.", action="answer",
         to=("gangthep", "xa-anthach"), within=1440,
         replies=("Đã rà soát, 01 xe không có trong danh sách nhà thầu, đã tạm giữ ở cổng.",)),
)  # fmt: skip

STEEL = Scene(
    "Quy chế 01/QCPH Khu liên hợp gang thép Biển Xanh",
    "catx",
    _UNITS,
    _PAST,
    {
        **PLANS,
        "urgent": (
            Step(15, To.DUTY),
            Step(45, To.FOCAL),
            Step(75, To.HEAD),
            Step(120, To.SUPERIOR),
        ),
    },
)
