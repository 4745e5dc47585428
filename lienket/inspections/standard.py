"""The list of questions that ships with the product; a circle may word its own from it.

Each asks whether something is in order. None asks how a site is guarded: numbers of posts, routes
and protection plans may be secret and stay on paper. The words are Vietnamese whatever the reader's
language: they become part of the record.
"""

from collections.abc import Mapping, Sequence

#: Grows by one with each change of the list below.
VERSION = 1
#: By area, as in `models.Area`.
QUESTIONS: Mapping[str, Sequence[str]] = {
    "fence": (
        "Hàng rào, tường bao khép kín, không bị thủng, đổ, xuống cấp",
        "Không có cây cối, vật liệu sát hàng rào để leo qua được",
        "Chiếu sáng ban đêm dọc hàng rào hoạt động đủ",
        "Biển báo khu vực bảo vệ, biển cấm đầy đủ, dễ đọc",
    ),
    "gate": (
        "Cổng, ba-ri-e, khóa hoạt động tốt, khóa khi không sử dụng",
        "Người và phương tiện ra vào được kiểm soát, ghi sổ",
        "Hàng hóa, vật tư ra cổng có lệnh hoặc phiếu xuất",
        "Lối thoát hiểm, cổng phụ không bị chặn, không bỏ ngỏ",
    ),
    "camera": (
        "Camera hoạt động đủ, không bị che khuất, hình rõ cả ban đêm",
        "Dữ liệu camera lưu tối thiểu 30 ngày",
        "Có phân công kiểm tra camera hằng ngày và ghi kết quả",
        "Hệ thống báo động, báo đột nhập được thử định kỳ",
    ),
    "fire": (
        "Hồ sơ về PCCC đầy đủ, khai báo dữ liệu đúng quy định",
        "Tự kiểm tra PCCC đúng định kỳ, có biên bản",
        "Bình, trụ nước, máy bơm chữa cháy đủ và sử dụng được",
        "Đường xe chữa cháy, lối thoát nạn thông thoáng",
        "Hệ thống báo cháy, đèn sự cố hoạt động",
        "Đội PCCC cơ sở được huấn luyện, còn hiệu lực",
    ),
    "guards": (
        "Lực lượng bảo vệ đủ quân số theo hợp đồng hoặc quyết định",
        "Nhân viên bảo vệ có chứng nhận nghiệp vụ",
        "Tuần tra đúng số vòng, có ghi nhận điểm kiểm soát",
        "Sổ giao ca ghi đầy đủ, có người ký nhận",
    ),
    "tools": (
        "Công cụ hỗ trợ có giấy phép, khớp với sổ theo dõi",
        "Công cụ hỗ trợ bảo quản đúng nơi, có phân công quản lý",
        "Bộ đàm, đèn pin, phương tiện tuần tra sử dụng được",
    ),
    "plans": (
        "Phương án bảo vệ đã được duyệt, còn hiệu lực (chỉ trả lời có hay không)",
        "Phương án được rà soát khi có thay đổi về công trình, lực lượng",
        "Đã thực tập phương án chữa cháy trong 12 tháng",
        "Đã thực tập xử lý đột nhập, gây rối trong 12 tháng",
    ),
    "corridor": (
        "Hành lang an toàn không có vi phạm mới chưa xử lý",
        "Biển báo, mốc hành lang còn đủ",
        "Kiểm tra hành lang đúng định kỳ, có phiếu ghi",
    ),
    "stores": (
        "Kho vật tư có khóa, có người quản lý, có sổ xuất nhập",
        "Vật tư dễ mất (cáp, đồng, pin) được kiểm kê định kỳ",
        "Hóa chất, chất dễ cháy để đúng nơi, đúng quy định",
    ),
    "people": (
        "Danh sách nhà thầu và số lao động được cập nhật hằng tháng",
        "Khai báo tạm trú cho người nước ngoài đúng hạn",
        "Khách, nhà thầu vào khu vực hạn chế có người đi cùng",
    ),
    "coordination": (
        "Danh bạ đầu mối còn đúng, gọi được ngoài giờ",
        "Người trực biết cách báo tin khẩn cho công an, PCCC",
    ),
}
