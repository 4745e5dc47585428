"""Papers as the field writes them: a regulation of four parties, minutes, a plan, a letter."""

from datetime import date

from lienket.documents.paper import (
    Annex,
    Article,
    Bullets,
    Chapter,
    Clause,
    Heading,
    Organ,
    Paper,
    Paragraph,
    Point,
    Signature,
    Table,
    Urgency,
)

POLICE = "Công an tỉnh Thanh Vân"
PLANT = "Công ty Cổ phần Điện mặt trời Cao Nguyên Xanh"
COMMUNE = "Ủy ban nhân dân xã Đồng Xuân"
BORDER = "Đồn Biên phòng Suối Đá"

REGULATION = Paper(
    kind_name="Quy chế phối hợp",
    subject="Bảo đảm an ninh, trật tự tại Nhà máy điện mặt trời Đồng Xuân",
    organs=tuple(map(Organ, (POLICE, PLANT, COMMUNE, BORDER))),
    place="Thanh Vân",
    code="07/QCPH-CAT-CNX-UBND-ĐBP",
    on=date(2026, 1, 1),
    bases=(
        "Căn cứ Luật An ninh quốc gia ngày 03 tháng 12 năm 2004",
        "Căn cứ Nghị định số 06/2013/NĐ-CP ngày 09 tháng 01 năm 2013 của Chính phủ quy định về"
        " bảo vệ cơ quan, doanh nghiệp",
        "Theo thống nhất của các bên",
    ),
    blocks=(
        Chapter("I", "Quy định chung"),
        Article("1", "Phạm vi, đối tượng"),
        Clause(
            "1",
            "Quy chế quy định nội dung, hình thức, trách nhiệm phối hợp tại nhà máy, trạm 110 kV,"
            " tuyến đấu nối và hành lang an toàn.",
        ),
        Clause("2", "Áp dụng cho các bên ký, đơn vị trực thuộc và nhà thầu của Bên B."),
        Article("2", "Nguyên tắc"),
        Clause("1", "Đúng chức năng, không làm thay."),
        Clause("2", "Chủ động phòng ngừa, “bốn tại chỗ”."),
        Clause("3", "Thông tin hai chiều, kịp thời, đúng đầu mối."),
        Article("3", "Đầu mối, Tổ giúp việc"),
        Clause(
            "1",
            "Mỗi bên cử 01 đầu mối chính, 01 đầu mối dự phòng; thay đổi báo trong 03 ngày làm"
            " việc.",
        ),
        Clause("2", "Danh bạ rà soát vào ngày 05 tháng đầu quý."),
        Chapter("II", "Nội dung phối hợp"),
        Article("4", "Trao đổi thông tin"),
        Clause("1", "Tin khẩn:"),
        Point("a", "Bên phát hiện báo ngay bằng điện thoại, chậm nhất 15 phút;"),
        Point("b", "Xác nhận bằng bản ghi trên hệ thống trong 02 giờ;"),
        Point("c", "Báo cáo vụ việc bằng văn bản trong 24 giờ."),
        Clause("2", "Bên nhận xác nhận đã nhận trong 01 ngày làm việc."),
        Article("5", "Tuần tra, canh gác, camera"),
        Clause("1", "Bảo vệ tuần tra 03 vòng/ca, quét điểm kiểm soát."),
        Clause("2", "Tuần tra chung với Công an xã 02 lần/tháng; với Biên phòng 01 lần/quý."),
        Chapter("III", "Tổ chức thực hiện"),
        Article("6", "Hiệu lực thi hành"),
        Paragraph(
            "Quy chế có hiệu lực từ ngày 01 tháng 01 năm 2026 đến ngày 31 tháng 12 năm 2030."
        ),
        Paragraph(
            "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các bên kịp thời trao đổi qua"
            " đầu mối để thống nhất sửa đổi, bổ sung bằng văn bản."
        ),
    ),
    signatures=(
        Signature("Giám đốc", "Đại tá Nguyễn Văn Hòa", party=f"Đại diện {POLICE}"),
        Signature("Tổng Giám đốc", "Trần Thị Bích Thủy", party=f"Đại diện {PLANT}"),
        Signature("Chủ tịch", "Lê Quốc Khánh", party=f"Đại diện {COMMUNE}"),
        Signature(
            "Phó Đồn trưởng",
            "Thiếu tá Phạm Ngọc Ẩn",
            authority="KT. Đồn trưởng",
            party=f"Đại diện {BORDER}",
        ),
    ),
    recipients=("Các bên ký kết", "Công an xã Đồng Xuân", "Lưu: VT, PA04"),
)

MINUTES = Paper(
    kind_name="Biên bản",
    subject="Giao ban đầu mối tháng 11 năm 2026",
    organs=(Organ("Tổ giúp việc thực hiện Quy chế phối hợp", parent=POLICE),),
    place="Đồng Xuân",
    code="11/BB-TGV",
    on=date(2026, 11, 25),
    blocks=(
        Paragraph(
            "Hôm nay, hồi 08 giờ 00 phút ngày 25 tháng 11 năm 2026, tại Nhà máy điện mặt trời Đồng"
            " Xuân, Tổ giúp việc tổ chức giao ban đầu mối."
        ),
        Heading("I", "Thành phần tham dự"),
        Clause("1", "Trung tá Nguyễn Văn An, Phó Trưởng phòng PA04.", title="Chủ trì:"),
        Clause("2", "Bà Trần Thị Bình, Phòng Tổng hợp - Bảo vệ.", title="Thư ký:"),
        Clause("3", title="Đại biểu"),
        Table(
            ("STT", "Đơn vị", "Người dự", "Có mặt", "Ghi chú"),
            tuple(
                (f"{number:02}", unit, who, present, note)
                for number, (unit, who, present, note) in enumerate(
                    [
                        (POLICE, "Trung tá Nguyễn Văn An", "Có", ""),
                        (PLANT, "Bà Trần Thị Bình", "Có", ""),
                        (COMMUNE, "Ông Lê Hữu Phước", "Có", "Đến lúc 08 giờ 15 phút"),
                        (BORDER, "", "Vắng", "Bận tuần tra chung"),
                    ],
                    1,
                )
            ),
            widths=(1, 5, 4, 1.6, 3),
            centred=(0, 3),
        ),
        Heading("II", "Nội dung"),
        Clause("1", "Công an tỉnh thông báo 02 thủ đoạn trộm cắp cáp điện.", title="Tình hình."),
        Clause("2", "", title="Kết luận:"),
        Bullets(
            (
                "Công ty rà soát camera tuyến đấu nối trước ngày 30 tháng 11 năm 2026;",
                "Đồn Biên phòng cử đầu mối dự phòng trước ngày 28 tháng 11 năm 2026.",
            )
        ),
        Paragraph(
            "Biên bản được lập xong hồi 10 giờ 30 phút cùng ngày, đã đọc cho mọi người nghe, thống"
            " nhất."
        ),
    ),
    signatures=(
        Signature("Thư ký", "Trần Thị Bình"),
        Signature("Chủ tọa", "Trung tá Nguyễn Văn An"),
    ),
    recipients=("Các thành viên Tổ giúp việc", "Lưu: VT"),
)

PLAN = Paper(
    kind_name="Kế hoạch",
    subject="Diễn tập chữa cháy và cứu nạn, cứu hộ năm 2026",
    organs=(Organ(PLANT, parent="Tập đoàn Năng lượng Trường Sơn"),),
    place="Đồng Xuân",
    code="15/KH-CNX",
    on=date(2026, 2, 5),
    bases=("Căn cứ Quy chế phối hợp số 07/QCPH-CAT-CNX-UBND-ĐBP ngày 01 tháng 01 năm 2026",),
    blocks=(
        Heading("I", "MỤC ĐÍCH, YÊU CẦU"),
        Clause("1", title="Mục đích"),
        Bullets(("Nâng cao khả năng phối hợp;", "Rút kinh nghiệm phương án.")),
        Clause("2", title="Yêu cầu"),
        Paragraph("Bảo đảm an toàn tuyệt đối về người và phương tiện."),
        Heading("II", "PHÂN CÔNG"),
        Table(
            ("STT", "Công việc", "Chủ trì", "Hạn"),
            (
                ("1", "Xây dựng kịch bản", "Phòng Tổng hợp - Bảo vệ", "15/02/2026"),
                ("2", "Chuẩn bị phương tiện\nvà lực lượng", "Đội PCCC cơ sở", "20/02/2026"),
            ),
            widths=(1, 6, 4, 2),
            centred=(0, 3),
            caption="Bảng phân công nhiệm vụ",
        ),
        Paragraph("Yêu cầu các đơn vị nghiêm túc thực hiện."),
        Annex("Phụ lục I", "Danh bạ đầu mối", "Kèm theo Kế hoạch số 15/KH-CNX"),
        Table(("STT", "Đơn vị", "Trực ban"), (("1", POLICE, "24/24"), ("2", PLANT, "24/24"))),
    ),
    signatures=(
        Signature("Phó Tổng Giám đốc", "Nguyễn Thị Thùy Dương", authority="KT. Tổng Giám đốc"),
    ),
    recipients=("Công an tỉnh (để phối hợp)", "Các phòng, đội", "Lưu: VT, TH (03)"),
    urgency=Urgency.FLASH,
    exercise=True,
)

LETTER = Paper(
    kind_name="",
    subject="trích xuất dữ liệu camera",
    organs=(Organ("Phòng An ninh kinh tế", parent=POLICE),),
    place="Thanh Vân",
    addressees=(PLANT, COMMUNE),
    blocks=(Paragraph("Đề nghị Quý đơn vị cung cấp dữ liệu camera tuyến đấu nối.\nTrân trọng."),),
    signatures=(Signature("Trưởng phòng", "Nguyễn Văn An", note="(Ký tên, đóng dấu)"),),
    recipients=("Như trên", "Lưu: VT"),
    draft=True,
)
