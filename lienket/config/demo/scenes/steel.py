"""A steel complex between the hills and the sea: fourteen members, two divisions that observe."""

from lienket.config.demo.agreement import (
    Agreement,
    Amendment,
    Body,
    Bound,
    Drill,
    Gathering,
    Job,
    Question,
    Scheme,
)
from lienket.config.demo.scene import PLANS, Past, Scene, Unit
from lienket.escalation.rules import Step, To
from lienket.obligations.samples import DAY, FILE, HOUR, WORDS, monthly, on_days, owed

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

_COMMUNES = ("anphong", "anthach", "anloi", "hailoc", "haikhe", "vansa", "vandon")
_AGREEMENT = Agreement(
    "steel",
    "Quy chế phối hợp bảo đảm an ninh, trật tự Khu liên hợp gang thép Biển Xanh",
    (
        Bound("A", "catx", "CATX", "Đội An ninh"),
        Bound("B", "gangthep", "GTBX", "Phòng Hành chính - An ninh"),
        Bound("C", "cscd", "CSCĐ"),
        Bound("D", "dbp-cuasom", "ĐBPCS"),
        Bound("Đ", "dbp-muicat", "ĐBPMC"),
        Bound("E", "dbp-cangsau", "ĐBPNS"),
        *(
            Bound(letter, f"xa-{key}", "UBND")
            for letter, key in zip("GHIKLMN", _COMMUNES, strict=True)
        ),
    ),
    (
        owed("N01", "d4.k2", "B", "A", "Tổng hợp tình hình an ninh, trật tự tuần",
             on_days("FREQ=WEEKLY;BYDAY=FR", "16:00"), WORDS, "phiếu tuần", remind=6 * HOUR),
        owed("N02", "d4.k3", "A", "B", "Thông báo phương thức, thủ đoạn tội phạm",
             monthly(10), WORDS, "thông báo", remind=2 * DAY),
        owed("N03", "d5.k1", "B", "A", "Tuần tra chung", monthly(-1, times=2), FILE,
             "biên bản tuần tra", jointly="C", remind=5 * DAY),
        owed("N04", "d6.k1", "B", "A", "Số liệu lao động, nhà thầu, người nước ngoài",
             monthly(5), WORDS, "con số, không kèm danh sách", remind=2 * DAY),
        owed("N05", "d9.k1", "A", "B", "Giao ban đầu mối", monthly(25), FILE,
             "biên bản giao ban", remind=3 * DAY),
        owed("N06", "d4.k1", "GHIKLMN", "A", "Tình hình khu vực giáp ranh",
             monthly(20), WORDS, "phiếu thông tin", remind=2 * DAY),
    ),
    amendment=Amendment(
        21,
        "Sửa đổi, bổ sung lần thứ nhất",
        "d5.k1",
        "Công ty, Công an thị xã, Tiểu đoàn Cảnh sát cơ động và Công an các xã tuần tra chung mỗi "
        "tháng 02 lần; trong đợt cao điểm mỗi tuần 01 lần.",
    ),
    spread=15,
)  # fmt: skip

_SCHEMES = (
    Scheme(65, "catx", "site", "Kế hoạch 02/KH xây dựng quy chế phối hợp", (
        Job("catx", "Dự thảo quy chế, lấy ý kiến các bên", -61, "done", "Đã tổng hợp ý kiến."),
        Job("gangthep", "Cử đầu mối, bố trí kinh phí hội nghị", -61, "done", "Đã cử đầu mối."),
    )),
    Scheme(18, "catx", "campaign", "Kế hoạch cao điểm bảo vệ an ninh, trật tự cuối năm", (
        Job("gangthep", "Kiểm tra toàn bộ kho vật tư và hàng rào khu cảng", -3, "begun"),
        Job("cscd", "Tuần tra vũ trang ban đêm tuyến đường vào cảng", 20, "begun"),
        Job("dbp-cangsau", "Rà soát phương tiện thủy neo đậu gần cảng", 9),
        Job("xa-hailoc", "Vận động ký cam kết không thu mua phế liệu trôi nổi", -1),
        Job("xa-vansa", "Lập danh sách điểm chiếu sáng cần bổ sung", 6, "done",
            "17 vị trí, đã gửi Công ty."),
    )),
)  # fmt: skip

_BODIES = (
    Body("catx", "steering", "Ban Chỉ đạo phối hợp bảo đảm an ninh, trật tự Khu liên hợp", "BCĐ",
         "Quyết định 15/QĐ-CATX", (
             ("chair", "catx"), ("deputy", "gangthep"), ("standing", "cscd"),
             ("member", "dbp-cuasom"), ("member", "dbp-muicat"), ("member", "dbp-cangsau"),
             *(("member", f"xa-{key}") for key in _COMMUNES),
         ), empty=("xa-hailoc",)),
    Body("catx", "support_team", "Tổ giúp việc Ban Chỉ đạo", "TGV", "Quyết định 16/QĐ-CATX",
         (("chair", "catx"), ("secretary", "gangthep"), ("member", "cscd"))),
)  # fmt: skip

_DRILL = Drill(
    "gangthep",
    "Tụ tập đông người trước cổng khu liên hợp",
    "Từ 50 người tụ tập trước cổng, có nguy cơ cản trở giao thông.",
    "Tụ tập đông người trước cổng số 1. Các bên thực hiện theo kịch bản, giữ liên lạc.",
    (
        ("gangthep", "Khóa cổng số 1, mở cổng số 3 cho công nhân, cử người đối thoại", 5),
        ("catx", "Chỉ huy tại hiện trường, phân luồng giao thông", 15),
        ("cscd", "Tập kết lực lượng dự phòng tại điểm hẹn", 30),
        ("xa-anphong", "Cử cán bộ vận động, nắm nguyện vọng người dân", 20),
    ),
    26,
    "Liên lạc giữa cổng và Công an thị xã thông suốt; cần thêm loa cầm tay ở cổng số 3.",
)

_GATHERINGS = (
    Gathering(
        20,
        "catx",
        "forum",
        "Diễn đàn “Công an lắng nghe ý kiến doanh nghiệp, nhà thầu”",
        "Hội trường nhà điều hành Khu liên hợp",
        (
            ("Thông báo kết quả giải quyết kiến nghị kỳ trước", "Đã trả lời hết kiến nghị cũ."),
            ("Đối thoại với doanh nghiệp, nhà thầu", "Các đơn vị tiếp nhận, trả lời đúng hạn."),
        ),
        absent=("xa-hailoc",),
    ),
    Gathering(
        -12,
        "catx",
        "forum",
        "Diễn đàn lắng nghe quý tới với các nhà thầu",
        "Hội trường UBND xã An Phong Đông",
        (("Đối thoại với nhà thầu", ""),),
    ),
)
_PETITIONS = (
    Question(20, "gangthep", "catx", "residence",
             "Đăng ký tạm trú cho chuyên gia nước ngoài làm tại khu nhà ở nhà thầu thế nào?",
             voice="contractor", collective="các nhà thầu lắp đặt lò cao số 3", at_forum=True,
             spoken="Khai báo qua mạng trong 12 giờ; Công an thị xã cử tổ hướng dẫn tại khu nhà ở "
                    "sáng thứ Ba, thứ Năm hằng tuần.",
             verdict=(True, "Đã có tổ hướng dẫn đến tận nơi")),
    Question(20, "gangthep", "catx", "traffic",
             "Đề nghị phân luồng xe tải nặng giờ tan ca trên đường nối cảng Nước Sâu",
             voice="workers", collective="công nhân xưởng cán nóng", at_forum=True,
             answer=(9, "Từ đầu tháng, xe trên 15 tấn không đi đường nối cảng từ 16:30 đến 18:00. "
                        "Tổ tuần tra giao thông chốt tại ngã ba cổng số 3."),
             verdict=(True, "")),
    Question(20, "gangthep", "xa-anthach", "security",
             "Đèn đường từ khu trọ đến cổng số 5 hỏng, công nhân ca đêm bị giật đồ",
             voice="workers", collective="nữ công nhân ca đêm", at_forum=True),
    Question(20, "xa-anloi", "gangthep", "other",
             "Đề nghị thông báo trước lịch nổ mìn bạt đồi cho thôn giáp ranh", at_forum=True,
             answer=(5, "Công ty sẽ thông báo."),
             returned="Chưa nêu thông báo trước bao lâu, bằng cách nào, ai chịu trách nhiệm"),
    Question(44, "gangthep", "catx", "procedures",
             "Thủ tục cấp giấy phép sử dụng công cụ hỗ trợ cho đội bảo vệ mới",
             answer=(19, "Hồ sơ gồm văn bản đề nghị, quyết định thành lập lực lượng bảo vệ, giấy "
                         "giới thiệu; nộp tại bộ phận một cửa, trả kết quả trong 5 ngày làm việc."),
             verdict=(False, "Trả lời chậm, đội bảo vệ phải chờ")),
    Question(6, "gangthep", "catx", "security",
             "Đề nghị tăng tuần tra quanh bãi vật tư phía biển vào ban đêm",
             handed=("dbp-muicat", "Khu vực do Đồn Biên phòng Mũi Cát quản lý")),
    Question(3, "gangthep", "catx", "security",
             "Có người tự xưng bảo kê, ép nhà thầu vận chuyển nộp tiền theo chuyến",
             voice="contractor", collective="một số nhà thầu vận chuyển", confidential=True),
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
    agreement=_AGREEMENT,
    schemes=_SCHEMES,
    bodies=_BODIES,
    drill=_DRILL,
    gatherings=_GATHERINGS,
    petitions=_PETITIONS,
)
