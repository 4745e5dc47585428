"""A solar plant, the police division that looks after it, its neighbours and its guards."""

from dataclasses import replace

from lienket.config.demo.agreement import (
    Agreement,
    Bound,
    Crew,
    Gathering,
    Job,
    Lower,
    Peak,
    Scheme,
    Shared,
)
from lienket.config.demo.scene import Past, Scene, Unit
from lienket.config.demo.scenes.rumours import SOLAR_RUMOURS
from lienket.config.demo.scenes.solar_cases import CASES
from lienket.obligations.rules import Cadence
from lienket.obligations.samples import REGISTER

_UNITS = (
    Unit("ca-tinh", "Công an tỉnh Thanh Vân", "CA tỉnh", "police", "steady", observer=True,
         titles=("Phó Giám đốc", "Phó Trưởng phòng Tham mưu", "Trực ban chỉ huy")),
    Unit("pa04", "Phòng An ninh kinh tế, Công an tỉnh Thanh Vân", "PA04", "police", "prompt",
         superior="ca-tinh"),
    Unit("dongxuan", "Công ty CP Điện mặt trời Cao Nguyên Xanh", "Cao Nguyên Xanh",
         "enterprise", "prompt", titles=("Giám đốc nhà máy", "Trưởng phòng Tổng hợp - Bảo vệ",
                                         "Trưởng ca vận hành")),
    Unit("ca-dongxuan", "Công an xã Đồng Xuân", "CA xã Đồng Xuân", "commune_police", "steady",
         superior="ca-tinh"),
    Unit("xa-dongxuan", "UBND xã Đồng Xuân", "UBND xã Đồng Xuân", "commune", "silent", desk=False),
    Unit("suoida", "Đồn Biên phòng Suối Đá", "ĐBP Suối Đá", "border_guard", "steady"),
    Unit("pc07", "Phòng Cảnh sát PCCC và CNCH, Công an tỉnh Thanh Vân", "PC07", "fire_service",
         "prompt", superior="ca-tinh"),
    Unit("truongsonxanh", "Công ty TNHH Dịch vụ bảo vệ Trường Sơn Xanh", "BV Trường Sơn Xanh",
         "guard_contractor", "slow", superior="dongxuan", desk=False, apart=True),
)  # fmt: skip

_PAST = (
    Past(88, "08:20", "pa04", "direction",
         "Rà soát danh bạ đầu mối quý IV theo Điều 3 Quy chế phối hợp",
         "Đề nghị các bên kiểm tra số điện thoại, địa chỉ nhận tin của đầu mối chính và dự phòng, "
         "xác nhận trên hệ thống trước 17 giờ ngày mai."),
    Past(80, "02:35", "dongxuan", "urgent_notice",
         "Phát hiện người lạ sát hàng rào phía nam, khu vực trạm 110 kV",
         "02 giờ 28 camera số 14 ghi nhận hai người đi xe máy không biển số dừng sát hàng rào phía "
         "nam, bỏ đi theo đường liên thôn về hướng cầu Suối Đá khi bảo vệ đến.",
         urgency="urgent", told=6),
    Past(73, "09:00", "pa04", "crime_method_bulletin",
         "Thủ đoạn cắt trộm cáp đồng tại nhà máy điện mặt trời",
         "Các đối tượng khảo sát ban ngày dưới vỏ bọc người thu mua phế liệu, ban đêm cắt dây tiếp "
         "địa và cáp DC ở dãy pin xa trạm gác nhất. Đề nghị phổ biến đến từng ca trực.",
         action="know"),
    Past(61, "14:10", "ca-dongxuan", "verification_request",
         "Xác minh xe tải chở vật tư ra khỏi nhà máy chiều ngày 20",
         "Đề nghị nhà máy và đơn vị bảo vệ cho biết xe tải màu xanh ra cổng số 2 lúc 16 giờ 40 có "
         "phiếu xuất vật tư hay không.",
         action="answer", to=("dongxuan",),
         replies=("Xe của nhà thầu vệ sinh tấm pin, có phiếu xuất số 118 và lệnh ra cổng.",)),
    Past(54, "08:00", "pc07", "notice", "Lịch thực tập phương án chữa cháy tại trạm biến áp",
         "Thực tập lúc 08 giờ sáng thứ Năm tuần tới. Nhà máy bố trí xe, nguồn nước; Công an xã "
         "phân luồng đường vào.", action="do", within=4320),
    Past(47, "08:05", "pc07", "urgent_notice", "Giả định cháy máy biến áp số 1",
         "Bài thực tập: máy biến áp số 1 cháy, một người bị nạn. Các đơn vị xác nhận ngay khi nhận "
         "tin và báo giờ lực lượng đến cổng.", urgency="immediate", exercise=True),
    Past(38, "15:30", "suoida", "notice", "Tuần tra chung quý IV tuyến giáp biên",
         "Tuần tra chung lúc 19 giờ thứ Bảy, xuất phát từ đồn. Mỗi bên cử 02 người.",
         withdrawn=(95, "Hoãn do mưa lũ chia cắt đường tuần tra; sẽ có thông báo mới.")),
    Past(26, "10:15", "dongxuan", "report", "Tổng hợp an ninh, trật tự tháng 10: không xảy ra",
         "Trong tháng không xảy ra trộm cắp, gây rối, cháy nổ. Tuần tra đủ 279 vòng; 02 camera "
         "hỏng đã thay.", action="know"),
    Past(17, "19:45", "dongxuan", "urgent_notice",
         "Người dân đốt rẫy lan sát hành lang tuyến 110 kV",
         "Đám cháy cách cột số 31 khoảng 60 mét, gió hướng đông bắc. Đề nghị PC07, xã hỗ trợ.",
         urgency="very_urgent"),
    Past(9, "08:40", "pa04", "crime_method_bulletin",
         "Giả danh nhân viên bảo hành biến tần để vào khu vực nhà máy",
         "Người lạ xuất trình giấy giới thiệu giả của hãng, xin vào phòng biến tần. Chỉ cho vào "
         "khi có lịch trong hệ thống và đối chiếu được số điện thoại của hãng.", action="know"),
    Past(4, "07:55", "xa-dongxuan", "information_request",
         "Số lao động tạm trú tại khu nhà ở của nhà thầu",
         "Đề nghị cho biết tổng số người đang ở, không gửi danh sách tên.",
         action="answer", to=("dongxuan",), within=2880,
         replies=("Hiện có 46 người, đã khai báo đủ.",)),
)  # fmt: skip

_AGREEMENT = Agreement(
    "solar",
    "Quy chế phối hợp bảo đảm an ninh, trật tự tại Nhà máy điện mặt trời Đồng Xuân",
    (
        Bound("A", "pa04", "PA04", "Đội An ninh năng lượng"),
        Bound("B", "dongxuan", "CNX", "Phòng Tổng hợp - Bảo vệ"),
        Bound("C", "xa-dongxuan", "UBND"),
        Bound("D", "suoida", "ĐBP"),
        Bound("E", "ca-dongxuan", "CAX"),
        Bound("F", name="Công ty TNHH Dịch vụ bảo vệ Trường Sơn Xanh", through="B"),
    ),
    REGISTER,
    signed=115,
    shared=Shared(
        10,
        "Mẫu quy chế phối hợp bảo đảm an ninh, trật tự tại nhà máy điện mặt trời",
        "Nhà máy điện mặt trời",
        "Sau ba tháng thực hiện: không xảy ra trộm cắp cáp; tin khẩn được xác nhận trong 30 phút; "
        "nhà thầu bảo vệ cùng thực hiện qua thỏa thuận với chủ đầu tư.",
        ("Đồng Xuân", "Suối Đá", "Thanh Vân", "Cao Nguyên Xanh", "Trường Sơn Xanh"),
    ),
    lower=(
        # The contractor signs nothing above; with its employer it shares only what binds it.
        Lower(
            "Hợp đồng bảo vệ Nhà máy điện mặt trời Đồng Xuân",
            "Thỏa thuận thực hiện Quy chế phối hợp của nhà thầu bảo vệ",
            "dongxuan",
            "truongsonxanh",
            ("d5.k1", "d5.k4", "d7.k3"),
            owed=tuple(
                replace(draft, responsible=("B",), counterparts=("A",))
                for draft in REGISTER
                if draft.code in {"N10", "N14", "N21"}
            ),
        ),
    ),
)

_SCHEMES = (
    Scheme(40, "pa04", "yearly", "Kế hoạch phối hợp năm tại Nhà máy điện mặt trời Đồng Xuân", (
        Job("dongxuan", "Lắp bổ sung 04 camera hướng hàng rào phía nam", -12, "done",
            "Đã lắp xong, hình ảnh lưu 30 ngày."),
        Job("ca-dongxuan", "Rà soát điểm thu mua phế liệu quanh nhà máy", -5, "begun"),
        Job("pc07", "Hướng dẫn thực tập phương án chữa cháy trạm 110 kV", 12, "begun"),
        Job("suoida", "Phối hợp kiểm soát người lạ tuyến giáp biên dịp Tết", 40),
        Job("xa-dongxuan", "Phát 300 tờ hướng dẫn nhận biết nhân viên điện lực", 3),
    )),
    Scheme(4, "pa04", "yearly", "Kế hoạch phối hợp năm sau (dự thảo lấy ý kiến)", (
        Job("dongxuan", "Nâng cấp chiếu sáng hành lang tuyến đấu nối", 120),
        Job("pc07", "Thực tập phương án cấp tỉnh tại nhà máy", 200),
        Job("ca-dongxuan", "Tuần tra chung hai lần mỗi tháng", 330),
    ), adopted=False),
)  # fmt: skip

_GATHERINGS = (
    Gathering(29, "pa04", "briefing", "Giao ban đầu mối tháng 10", "Phòng họp PA04", (
        ("Tình hình an ninh, trật tự trong tháng", "Không xảy ra vụ việc; duy trì trực 24/24."),
        ("Hàng rào phía nam hư hỏng hai đoạn", "Nhà máy sửa xong trong tháng 11."),
    ), (
        Job("dongxuan", "Sửa hai đoạn hàng rào phía nam", 6),
        Job("ca-dongxuan", "Mời các cơ sở thu mua phế liệu ký cam kết", 15),
    ), absent=("xa-dongxuan",)),
    Gathering(-2, "pa04", "conference", "Hội nghị sơ kết năm thực hiện Quy chế",
              "Hội trường nhà máy", (
        ("Báo cáo kết quả thực hiện quy chế", ""),
        ("Ý kiến của Công an và đơn vị bảo vệ", ""),
        ("Tồn tại và phương hướng năm sau", ""),
    )),
)  # fmt: skip

_CREWS = (
    Crew("ca-dongxuan", "Tổ tuần tra chung nhà máy và xã", "Phó Trưởng Công an xã"),
    Crew("truongsonxanh", "Tổ bảo vệ cơ động mục tiêu nhà máy", "Chỉ huy mục tiêu"),
)

_CAMPAIGNS = (
    Peak(
        "pa04",
        "Cao điểm bảo vệ an ninh nhà máy và tuyến 110 kV cuối năm",
        "Trưởng phòng PA04, Kế hoạch số 118/KH-PA04",
        "Không để xảy ra trộm cắp vật tư, phá hoại thiết bị và vi phạm hành lang an toàn lưới điện "
        "trong các ngày cao điểm cuối năm.",
        (
            ("N06", Cadence("calendar", rrule="FREQ=DAILY", at="16:00")),
            ("N13", Cadence("calendar", rrule="FREQ=WEEKLY;BYDAY=MO", at="17:00")),
            ("N30", Cadence("calendar", rrule="FREQ=WEEKLY;BYDAY=TH", at="17:00")),
        ),
        announced=16,
        began=10,
        left=18,
    ),
)

SOLAR = Scene(
    "Quy chế phối hợp Nhà máy điện mặt trời Đồng Xuân",
    "pa04",
    _UNITS,
    _PAST,
    agreement=_AGREEMENT,
    schemes=_SCHEMES,
    gatherings=_GATHERINGS,
    crews=_CREWS,
    cases=CASES,
    campaigns=_CAMPAIGNS,
    rumours=SOLAR_RUMOURS,
)
