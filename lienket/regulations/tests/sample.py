"""The sample regulation in full, as the field writes one; all names are invented."""

from lienket.regulations.text.layout import Party
from lienket.regulations.text.tree import Node

TITLE = "Quy chế phối hợp bảo đảm an ninh, trật tự tại Nhà máy điện mặt trời Đồng Xuân"
CODE = "07/QCPH-CAT-CNX-UBND-ĐBP"
PARTIES = (
    Party("Công an tỉnh Thanh Vân", "Giám đốc", "Đại tá Trần Văn Minh"),
    Party("Công ty Cổ phần Điện mặt trời Cao Nguyên Xanh", "Tổng Giám đốc", "Lê Thị Hòa"),
    Party("Ủy ban nhân dân xã Đồng Xuân", "Chủ tịch", "Nguyễn Văn Thủy"),
    Party("Đồn Biên phòng Suối Đá", "Đồn trưởng", "Thiếu tá Hà Văn Khóa"),
)

_BODY = """
C I|QUY ĐỊNH CHUNG
A 1|Phạm vi, đối tượng
1|Quy chế này quy định nội dung, hình thức, trách nhiệm phối hợp bảo đảm an ninh, trật tự tại nhà máy, trạm 110 kV, tuyến đấu nối và hành lang an toàn.
2|Quy chế áp dụng cho các bên ký, đơn vị trực thuộc và nhà thầu của Bên B.
A 2|Nguyên tắc
1|Đúng chức năng, không làm thay.
2|Chủ động phòng ngừa, theo phương châm “bốn tại chỗ”.
3|Thông tin hai chiều, kịp thời, đúng đầu mối.
4|Nội dung thuộc bí mật nhà nước không trao đổi qua hệ thống này.
A 3|Đầu mối, Tổ giúp việc
1|Mỗi bên cử 01 đầu mối chính, 01 đầu mối dự phòng; khi thay đổi thì báo trong 03 ngày làm việc.
2|Tổ giúp việc có 07 người, tổ trưởng là Phòng An ninh kinh tế (PA04).
3|Danh bạ đầu mối được rà soát vào ngày 05 tháng đầu quý.
C II|NỘI DUNG PHỐI HỢP
A 4|Trao đổi thông tin
1|Tin khẩn:
a|bên phát hiện báo ngay bằng điện thoại, chậm nhất 15 phút;
b|xác nhận bằng bản ghi trên hệ thống trong 02 giờ;
c|báo cáo vụ việc bằng văn bản trong 24 giờ.
2|Tin định kỳ:
a|Bên B gửi tổng hợp tuần trước 16 giờ 00 phút thứ Sáu;
b|Bên A gửi thông báo phương thức, thủ đoạn tội phạm hằng tháng;
c|thông tin đột xuất khi có yêu cầu, trả lời trong 05 ngày làm việc.
3|Bên nhận xác nhận đã nhận trong 01 ngày làm việc.
A 5|Tuần tra, canh gác, camera
1|Bảo vệ tuần tra 03 vòng mỗi ca, quét điểm kiểm soát.
2|Tuần tra chung với Công an xã 02 lần mỗi tháng; với Đồn Biên phòng 01 lần mỗi quý.
3|Kiểm tra tuyến đấu nối, hành lang an toàn 01 lần mỗi tháng.
4|Camera lưu hình tối thiểu 30 ngày; kiểm tra hoạt động hằng ngày; trích xuất khi có văn bản, giao trong 24 giờ.
A 6|Phòng cháy, chữa cháy và cứu nạn, cứu hộ
1|Bên B tự kiểm tra hằng tháng, lập biên bản theo mẫu PC02.
2|Thực tập phương án 01 lần mỗi năm.
3|Cụm doanh nghiệp an toàn phòng cháy, chữa cháy trực đầu mối, hỗ trợ lực lượng trong 10 phút khi có yêu cầu; họp cụm 01 lần mỗi quý.
A 7|Quản lý người, phương tiện, người nước ngoài, công cụ hỗ trợ
1|Danh sách lao động, nhà thầu được cập nhật trước ngày 05 hằng tháng.
2|Khai báo tạm trú của người nước ngoài trong 12 giờ.
3|Sổ công cụ hỗ trợ được kiểm kê hằng quý.
A 8|Tuyên truyền, phong trào, nhận diện nhân viên điện lực
1|Mỗi quý tổ chức 01 buổi tuyên truyền.
2|Tổ chức Ngày hội toàn dân bảo vệ an ninh Tổ quốc (19/8) hằng năm.
3|Công khai lịch thi công, mẫu thẻ, mã QR xác minh; phản ánh về giả danh được xử lý trong 24 giờ.
4|Diễn đàn “Công an lắng nghe ý kiến doanh nghiệp” 01 lần mỗi năm; kiến nghị được trả lời trong 15 ngày.
C III|TRÁCH NHIỆM CỦA CÁC BÊN
A 9|Trách nhiệm của Bên A
1|Hướng dẫn nghiệp vụ, huấn luyện lực lượng bảo vệ của Bên B 01 lần mỗi năm.
2|Tiếp nhận, xử lý tin báo và thông báo kết quả cho các bên.
A 10|Trách nhiệm của Bên B
1|Xây dựng, rà soát phương án bảo vệ trước ngày 31 tháng 01 hằng năm.
2|Bảo đảm kinh phí, trang bị cho lực lượng bảo vệ; ràng buộc nhà thầu bảo vệ qua hợp đồng.
A 11|Trách nhiệm của Bên C và Bên D
1|Bên C thông tin tình hình địa bàn giáp ranh trước ngày 25 hằng tháng.
2|Bên D nắm tình hình khu vực biên giới, phối hợp xử lý vụ việc.
C IV|TỔ CHỨC THỰC HIỆN
A 12|Chế độ làm việc và điều khoản thi hành
1|Giao ban đầu mối hằng tháng, vào ngày 25.
2|Báo cáo quý, 6 tháng và năm: chốt số liệu ngày 15, gửi trước ngày 20.
3|Sơ kết 6 tháng trước ngày 10 tháng 7, sơ kết năm trước ngày 15 tháng 01, sơ kết giữa kỳ năm 2028, tổng kết quý IV năm 2030.
4|Mỗi bên tự bảo đảm kinh phí; Bên B hỗ trợ hội nghị, tuyên truyền theo quy định.
5|Khen thưởng trong sơ kết, tổng kết; hồ sơ gửi trước 15 ngày.
6|Quy chế được sửa đổi bằng văn bản; khi một bên được tổ chức lại, đơn vị kế thừa tiếp tục thực hiện.
"""  # noqa: E501


def sample() -> tuple[Node, ...]:
    """The text as a tree."""
    chapters: list[tuple[str, str, list[Node]]] = []
    for line in _BODY.strip().split("\n"):
        mark, words = line.split("|", 1)
        if mark.startswith("C "):
            chapters.append((mark[2:], words, []))
            continue
        articles = chapters[-1][2]
        if mark.startswith("A "):
            articles.append(Node("article", mark[2:], words))
        elif mark.isdigit():
            articles[-1] = _with(articles[-1], Node("clause", mark, text=words))
        else:
            *before, clause = articles[-1].children
            point = _with(clause, Node("point", mark, text=words))
            articles[-1] = Node("article", articles[-1].number, articles[-1].heading, "",
                                (*before, point))  # fmt: skip
    return tuple(
        Node("chapter", number, heading, "", tuple(articles))
        for number, heading, articles in chapters
    )


def _with(node: Node, child: Node) -> Node:
    return Node(node.level, node.number, node.heading, node.text, (*node.children, child))
