"""Nothing that points at somebody gets into the register, however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienket.documents.guard.traces import Trace, trace_in

NEUTRAL = [
    "Người tự xưng nhân viên điện lực gọi điện đòi nộp tiền ngay, dọa cắt điện trong ngày",
    "Tin nhắn báo mất điện toàn xã từ 8 giờ ngày 20/11/2026 đến 05.12.2026",
    "Bịa chuyện rò khí tại nhà máy, kêu gọi người dân rời khỏi phường Trần Phú",
    "Thông báo giả thu phí 1.200.000 đồng mỗi hộ giai đoạn 2025-2026",
    "Trang Facebook mạo danh công ty điện lực đăng lịch cắt điện",
    "Nhóm Zalo của khu phố chuyển tiếp tin vỡ đập",
    "Tài khoản ngân hàng lạ nhận tiền thay cho điện lực",
    "Tờ rơi dán trên đường Nguyễn Huệ và chợ Bà Chiểu, TP. Hồ Chí Minh",
    "Gọi 113, 114 hoặc 1900 để hỏi",
    "Cắt điện 110 kV, 22 kV tại quần đảo Hoàng Sa",
    "Đòi 3.500.000 đ để khỏi cắt điện.\nKhông nói ai gửi.",
]


@pytest.mark.parametrize("text", NEUTRAL)
def test_neutral_words_pass(text: str) -> None:
    assert trace_in(text) is None


@pytest.mark.parametrize(
    ("text", "trace"),
    [
        ("Xem tại http://evn-thanhtoan.vn", Trace.LINK),
        ("Xem tại evn-thanhtoan.com.vn nhé", Trace.LINK),
        ("Xem tại evn-thanhtoan . com", Trace.LINK),
        ("Xem tại evn[.]com", Trace.LINK),
        ("Xem tại evn (dot) com", Trace.LINK),
        ("Xem tại evn chấm com", Trace.LINK),
        ("Xem tại EVN.TOP", Trace.LINK),
        ("Tải ở bit.ly/3xYz", Trace.LINK),
        ("Tải ở t.co/abc", Trace.LINK),
        ("Máy chủ 10.0.0.1:8080 nhận tiền", Trace.LINK),
        ("Mở hxxps://abc", Trace.LINK),
        ("Nhắn @dienlucgia", Trace.ACCOUNT),
        ("Nhắn ＠dienlucgia", Trace.ACCOUNT),
        ("Gửi thư đến thu.tien@evn.vn", Trace.ACCOUNT),
        ("Kênh Telegram Tin Nóng Điện Lực", Trace.ACCOUNT),
        ('Tài khoản Facebook "điện lực 24h"', Trace.ACCOUNT),
        ("Tài khoản Zalo tên là Hùng Điện", Trace.ACCOUNT),
        ("Nick Hùng Điện đăng", Trace.ACCOUNT),
        ("Trang facebook/dienlucgia đăng", Trace.ACCOUNT),
        ("Gọi lại 0912 345 678", Trace.NUMBER),
        ("Gọi lại +84 (912) 345-678", Trace.NUMBER),
        ("Gọi lại 0 9 1 2 3 4 5 6 7 8", Trace.NUMBER),
        ("Gọi lại ０９１２３４５６７８", Trace.NUMBER),
        ("Gọi không chín một hai ba bốn năm sáu bảy tám", Trace.NUMBER),
        ("Chuyển vào STK 190212345", Trace.NUMBER),
        ("Thẻ 001 204 012 345", Trace.NUMBER),
        ("Số 090.123.4567 đồng ý", Trace.NUMBER),
        ("Do ông Hùng cầm đầu", Trace.PERSON),
        ("Bà Trần Thị Mai nhận tiền", Trace.PERSON),
        ("Nguyễn Văn A tung tin", Trace.PERSON),
        ("NGUYỄN VĂN AN tung tin", Trace.PERSON),
        ("Kẻ tên Lê Lợi gọi điện", Trace.PERSON),
    ],
)
def test_what_points_at_somebody_is_found(text: str, trace: Trace) -> None:
    found = trace_in(text)
    assert found is not None
    assert found.trace is trace


DIGITS = st.text("0123456789", min_size=8, max_size=14).map(lambda tail: "0" + tail)
JOINTS = st.sampled_from(["", " ", ".", "-", " - ", "_", ") "])
AROUND = st.sampled_from(["Gọi {} để nộp tiền", "{}", "Có người báo: {}, rất gấp", "(đt {})"])


@given(digits=DIGITS, joint=JOINTS, every=st.integers(1, 5), around=AROUND)
def test_a_phone_or_account_number_is_found_however_it_is_grouped(
    digits: str, joint: str, every: int, around: str
) -> None:
    groups = [digits[at : at + every] for at in range(0, len(digits), every)]
    assert trace_in(around.format(joint.join(groups)))


LABEL = st.from_regex(r"[a-z][a-z0-9-]{0,12}[a-z0-9]", fullmatch=True)


@given(
    labels=st.lists(LABEL, min_size=1, max_size=3),
    ending=st.sampled_from(["vn", "com", "net", "info", "xyz", "top", "shop", "com.vn"]),
    shout=st.booleans(),
    around=AROUND,
)
def test_a_domain_is_found_in_any_sentence(
    labels: list[str], ending: str, shout: bool, around: str
) -> None:
    domain = ".".join([*labels, ending])
    found = trace_in(around.format(domain.upper() if shout else domain))
    assert found


@given(name=LABEL, around=AROUND)
def test_a_handle_is_found_in_any_sentence(name: str, around: str) -> None:
    found = trace_in(around.format(f"@{name}"))
    assert found is not None
    assert found.trace is Trace.ACCOUNT


@given(
    surname=st.sampled_from(["Nguyễn", "Trần", "Lê", "Phạm", "Đặng", "Đỗ"]),
    middle=st.sampled_from(["Văn", "Thị", "Đức", "Minh"]),
    given_name=st.sampled_from(["An", "Bình", "Cường", "Hạnh", "Ý"]),
    before=st.sampled_from(["", "Có người tên ", "Do ông ", "Tin của "]),
)
def test_a_full_name_is_found_wherever_it_stands(
    surname: str, middle: str, given_name: str, before: str
) -> None:
    found = trace_in(f"{before}{surname} {middle} {given_name} lan truyền")
    assert found is not None
    assert found.trace is Trace.PERSON


@given(st.text(max_size=300))
def test_any_text_is_read_without_failing(text: str) -> None:
    trace_in(text)
