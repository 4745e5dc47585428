"""What went around about the plant and about the utility, and what is true."""

from dataclasses import replace

from lienket.config.demo.warning import Rumour
from lienket.falseclaims.actions import Words

SOLAR_RUMOURS = (
    Rumour(
        140, "dongxuan", "pa04", "safety",
        "Tin bịa tấm pin mặt trời hỏng rò chất độc vào nguồn nước sinh hoạt",
        "chat_group", 5, "xã Đồng Xuân",
        also=(("ca-dongxuan", "in_person", 2),),
        verified=(6, Words(
            "Không có chất độc rò ra nguồn nước. Trạm y tế và Sở chuyên ngành đã lấy mẫu, kết quả "
            "đạt chuẩn.",
            "Dùng nước bình thường, không chuyển tiếp tin chưa kiểm chứng. Thấy nước có mùi, màu "
            "lạ thì gọi số chính thức.",
            "113",
        )),
        published=True,
    ),
)  # fmt: skip

_NO_MONEY_BY_PHONE = Words(
    "Điện lực không thu tiền qua điện thoại, không dọa cắt điện trong ngày và không yêu cầu cài "
    "ứng dụng.",
    "Không chuyển tiền, không cài ứng dụng lạ. Gọi số chính thức để kiểm tra hóa đơn.",
    "1900 1234",
)
UTILITY_RUMOURS = (
    Rumour(
        220, "pc-thanhvan", "pa04-thanhvan", "payment_scam",
        "Người tự xưng nhân viên điện lực gọi điện báo nợ tiền điện, đòi chuyển tiền ngay để khỏi "
        "bị cắt điện trong ngày",
        "phone_call", 34, "các phường trung tâm",
        also=(("pc-tanhai", "phone_call", 12), ("pc-namchau", "text_message", 7)),
        verified=(3, _NO_MONEY_BY_PHONE),
        published=True,
        corrected=(
            replace(
                _NO_MONEY_BY_PHONE,
                advice="Không chuyển tiền, không cài ứng dụng lạ. Gọi số chính thức để kiểm tra "
                "hóa đơn. Đã mất tiền thì báo ngay ngân hàng và công an xã, phường.",
            ),
            "Thêm cách làm khi đã mất tiền",
        ),
    ),
    Rumour(
        96, "pa04-donglinh", "pc-donglinh", "outage",
        "Tin bịa cắt điện toàn tỉnh ba ngày liền để sửa đường dây",
        "social_network", 18, "toàn tỉnh",
        verified=(2, Words(
            "Không có lịch cắt điện toàn tỉnh. Lịch công tác từng khu vực vẫn công bố trước năm "
            "ngày.",
            "Xem lịch tại điểm giao dịch hoặc gọi số chính thức.",
            "1900 1234",
        )),
    ),
    Rumour(
        70, "pc-tanhai", "pa04-tanhai", "impersonation",
        "Người mặc đồng phục điện lực đến nhà đòi thay công tơ, thu tiền mặt",
        "in_person", 2, "phường ven biển",
        withdrawn="Đã kiểm tra: là tổ công tác của đơn vị, có phiếu công tác; không thu tiền",
    ),
    Rumour(
        5, "pc-namchau", "pa04-namchau", "impersonation",
        "Thông báo giả mạo danh công ty điện lực mời ký lại hợp đồng mua bán điện có thu phí",
        "leaflet", 9, "hai xã ven sông",
    ),
)  # fmt: skip
