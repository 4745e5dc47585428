"""What happened at the solar plant and along its line."""

from lienket.config.demo.happening import (
    Case,
    Line,
    asks_aid,
    closes,
    does,
    figures,
    hands_over,
    said,
)
from lienket.incidents.actions import Report
from lienket.places.rules import Position

CASES = (
    Case(71, "21:40", "dongxuan",
         Report("burning", "Người dân đốt rẫy cách cột số 31 khoảng 60 m, gió đông bắc.",
                place="cột số 31"),
         (Line(4, "pc07", does("fire", "1 xe chữa cháy, 7 người")),
          Line(6, "ca-dongxuan", does("traffic", "Phân luồng đường liên thôn")),
          Line(55, "pc07", said("Đã dập tắt hoàn toàn, kiểm tra không còn tàn lửa.")),
          Line(70, "dongxuan", figures(injured=0, damage=0)),
          Line(90, "dongxuan", closes("settled", "Không ảnh hưởng đường dây; xã đã nhắc nhở, "
                                      "ký cam kết với hộ có rẫy trong hành lang.")))),
    Case(52, "05:10", "dongxuan",
         Report("equipment_theft", "Mất 120 m dây tiếp địa dãy pin phía nam.", severity=2,
                place="dãy pin S7"),
         (Line(10, "dongxuan", hands_over("ca-dongxuan", "Mất 120 m dây tiếp địa đồng M50 tại dãy "
                                          "S7, còn dấu cắt mới và vết bánh xe.", "28/TGTP")),
          Line(25, "ca-dongxuan", does("lead", "Tổ công tác 4 cán bộ")),
          Line(40, "dongxuan", figures(damage=38_500_000)),
          Line(5800, "ca-dongxuan", said("Đã làm rõ 02 đối tượng, thu hồi 85 m dây tại điểm thu "
                                         "mua phế liệu.")),
          Line(5805, "ca-dongxuan", figures(subjects=2, damage=38_500_000, recovered=27_000_000)),
          Line(7200, "ca-dongxuan", closes("cleared", "Đã làm rõ 02 đối tượng, thu hồi "
                                        "85 m dây.")))),
    Case(33, "16:25", "ca-dongxuan",
         Report("kite", "Trẻ em thả diều sát đường dây 110 kV, diều vướng dây chống sét.",
                place="giữa cột 18 và cột 19"),
         (Line(8, "dongxuan", does("repair", "Tổ đường dây 3 người")),
          Line(95, "dongxuan", said("Đã gỡ diều, không phải cắt điện.")),
          Line(120, "ca-dongxuan", closes("settled", "Đã gỡ diều; trường học nhắc nhở "
                                         "học sinh.")))),
    Case(24, "09:15", "dongxuan",
         Report("impersonation", "Hai người tự xưng nhân viên bảo hành biến tần xin vào nhà máy."),
         (Line(6, "ca-dongxuan", said("Đã xác minh với hãng: không cử người.")),
          Line(300, "dongxuan", figures(subjects=2)),
          Line(310, "dongxuan", closes("handed_over", "Đã thông báo thủ đoạn cho các đơn vị.")))),
    Case(13, "01:40", "dongxuan",
         Report("trespass", "Hai người đi xe máy không biển số dừng sát hàng rào, bỏ đi khi bảo vệ "
                "đến.", place="hàng rào phía nam")),
    Case(11, "23:15", "dongxuan",
         Report("trespass", "Lưới B40 bị cắt một đoạn khoảng 1 m, chưa mất tài sản.",
                place="hàng rào phía nam"),
         (Line(35, "ca-dongxuan", said("Đã kiểm tra hiện trường cùng bảo vệ nhà máy.")),)),
    Case(9, "02:20", "dongxuan",
         Report("equipment_theft", "Mất 18 m cáp nguồn của hai đèn chiếu sáng.", severity=1,
                place="hàng rào phía nam"),
         (Line(20, "dongxuan", figures(damage=4_200_000)),)),
    Case(12, "08:05", "pc07",
         Report("fire", "Giả định cháy máy biến áp số 1, một người bị nạn.", severity=3,
                exercise=True),
         (Line(3, "dongxuan", does("scene", "Đội PCCC cơ sở 10 người")),
          Line(50, "pc07", closes("settled", "Đã thực tập xong, đạt yêu cầu.")))),
    Case(6, "07:30", "dongxuan", Report("work_stoppage", subjects=35)),
    *(Case(days, clock, "ca-dongxuan",
           Report("kite", text, place="giữa cột 18 và cột 19",
                  position=Position(13.4418 + near, 108.1909)))
      for days, clock, text, near in (
          (5, "16:50", "Thả diều dưới đường dây 110 kV, đã nhắc nhở.", 0.0),
          (3, "17:05", "Hai nhóm thả diều cạnh hành lang, dây diều có sợi kim loại.", 0.0006),
          (1, "16:30", "Diều đứt dây vướng cột 19, không phải cắt điện.", 0.0),
      )),
    Case(0, "", "dongxuan",
         Report("digging", "Máy đào múc đất sát móng cột số 24, nguy cơ sạt móng.", severity=2,
                urgency="very_urgent", place="cột số 24"),
         (Line(4, "ca-dongxuan", does("scene", "2 cán bộ giữ hiện trường")),
          Line(50, "dongxuan", asks_aid("1 tổ công tác xác định ranh giới hành lang, 3 người",
                                       {"xa-dongxuan": "", "ca-dongxuan": "2 cán bộ đang đến."})),
          Line(57, "dongxuan", said("Máy đào đã dừng. Ca đêm tiếp tục canh móng cột.",
                                    handover=True)))),
)  # fmt: skip
