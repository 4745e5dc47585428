"""A secrecy stamp is found however it is written; words about secrecy pass."""

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienket.kernel.guard.secrecy import Verdict, judge


def verdict_of(text: str, *, wrapped: bool = False) -> Verdict:
    return judge(text.split("\n"), wrapped=wrapped).verdict


STAMPED = [
    "MẬT",
    "TỐI MẬT",
    "TUYỆT MẬT",
    "M Ậ T",
    "T Ố I   M Ậ T",
    "M.Ậ.T",
    "M_Ậ_T",
    "* TUYỆT MẬT *",
    "[ MẬT ]",
    "═══ TỐI MẬT ═══",
    "┌─────┐\n│ MẬT │\n└─────┘",
    "M\nẬ\nT",
    "T\nỐ\nI\n\nM\nẬ\nT",
    "TỐI\nMẬT",
    "MẬT MẬT MẬT",
    "\uff2d\uff21\u0302\u0323\uff34",  # full width
    "\U0001f13c Ậ \U0001f143",  # in boxes
    "\u041cẬ\u0422",  # Cyrillic
    "M\u0332Ậ\u0332T\u0332",  # underlined letter by letter
    "M\u200bẬ\u200bT",  # zero-width spaces
    "MËT",  # TCVN3
    "TOÁI MAÄT",  # VNI
    "HỎA TỐC - MẬT",
    "MẬT   Bản số: 03",
    "TUYỆT MẬT / TOP SECRET",
    "(Độ) MẬT",
    "Độ MẬT",
    "Độ mật: Mật",
    "ĐỘ MẬT :  TỐI MẬT",
    "- Mức độ mật: tuyệt mật",
    "Độ mật: 【MẬT】",
    "Số: 12/BC-CAT   Độ mật: Mật   Độ khẩn: Khẩn",
    "Loại: Báo cáo; Độ mật: Tối mật; Độ khẩn: Hỏa tốc",
    "Độ mật\nMật",
    "| Độ mật | Tối mật |",
    "BỘ CÔNG AN\t\tMẬT",
    "CÔNG AN TỈNH          TỐI MẬT",
]

DOUBTFUL = [
    "Mật",
    "tối mật",
    "TOI MAT",
    "MÂT",
    "MẬT.",
    "1. MẬT",
    "[MẬT] Kế hoạch bảo vệ",
    "Kế hoạch bảo vệ (TỐI MẬT)",
    "TUYỆT MẬT: kế hoạch bảo vệ",
    "TÀI LIỆU MẬT",
    "BẢO\nMẬT",
    "MẬT\nKHẨU",
    "TUYỆT MẬT\nTỐI MẬT\nMẬT",
    "TUYỆT MẬT | TỐI MẬT | MẬT",
    "Độ mật: Mật/Tối mật/Tuyệt mật",
    "Độ mật: ☐ Thường ☐ Mật ☐ Tối mật",
    "Độ mật: A",
    "Do mat: toi mat",
    "TÀI LIỆU THU HỒI",
    "CHỈ NGƯỜI CÓ TÊN MỚI ĐƯỢC BÓC BÌ",
    "THỜI HẠN BẢO VỆ BÍ MẬT NHÀ NƯỚC: 10",
]

CLEAR = [
    "BẢO MẬT",
    "BẢO   MẬT",
    "MẬT KHẨU",
    "Mật khẩu: 123456",
    "Bí mật nhà nước",
    "BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "Luật Bảo vệ bí mật nhà nước có hiệu lực từ ngày 01/3/2026",
    "Nội dung thuộc bí mật nhà nước không trao đổi qua hệ thống này.",
    "Mật độ dân cư: 2.500 người/km2",
    "Mật ong",
    "Túi mật",
    "MẬT MÃ",
    "CƠ MẬT",
    "GIẢI MẬT",
    "Văn bản đóng dấu TỐI MẬT, TUYỆT MẬT phải gửi trực tiếp.",
    "Quản lý tài liệu mật, tối mật",
    "Điều 8. Phân loại bí mật nhà nước: Tuyệt mật, Tối mật, Mật",
    "CỤC QUẢN LÝ MẬT MÃ DÂN SỰ",
    "Độ mật:",
    "Độ mật: ............",
    "Độ mật: Không",
    "Độ mật: Thường",
    "Độ mật: không mật",
    "ĐỘ MẬT",
    "Xác định độ mật: căn cứ danh mục bí mật nhà nước",
    "MẮT",
    "MẶT",
    "MÁT",
    "MẤT",
    "MẶT TRẬN TỔ QUỐC",
    "Thân mật",
    "Phát hiện nhóm trộm cắp cáp điện tại trạm biến áp 110 kV.",
]


@pytest.mark.parametrize("text", STAMPED)
def test_a_stamp_is_found(text: str) -> None:
    assert verdict_of(text) is Verdict.STAMPED


@pytest.mark.parametrize("text", DOUBTFUL)
def test_what_may_be_a_stamp_is_asked_about(text: str) -> None:
    assert verdict_of(text) is Verdict.DOUBT


@pytest.mark.parametrize("text", CLEAR)
def test_words_about_secrecy_pass(text: str) -> None:
    assert verdict_of(text) is Verdict.CLEAR
    assert verdict_of(unicodedata.normalize("NFD", text)) is Verdict.CLEAR


def test_the_finding_says_which_line() -> None:
    assert judge(["BỘ CÔNG AN", "", "MẬT", "Kính gửi:"]).number == 3


def test_the_rest_of_a_sentence_broken_on_a_page_is_only_in_doubt() -> None:
    page = "không gửi qua mạng những văn bản đã được đóng dấu\nMẬT\nvà phải niêm phong"

    assert verdict_of(page, wrapped=True) is Verdict.DOUBT
    assert verdict_of(page) is Verdict.STAMPED


SPACING = st.text(" .-_*~\u00a0\u200b", max_size=3)
FRAME = st.text(" *=-[]()«»║│═.", max_size=6)
Form = Literal["NFC", "NFD", "NFKC", "NFKD"]
FORMS: list[Form] = ["NFC", "NFD", "NFKC", "NFKD"]
FORM = st.sampled_from(FORMS)
VOCABULARY = (
    "công an tỉnh thông báo bảo mật bí mật nhà nước mật khẩu mật độ cáp điện trạm biến áp "
    "tuần tra hành lang số 12 ngày BẢO MẬT HỆ THỐNG được giao nhiệm vụ"
)
WORDS = st.lists(st.sampled_from(VOCABULARY.split()), min_size=5, max_size=30).map(" ".join)


@given(
    level=st.sampled_from(["MẬT", "TỐI MẬT", "TUYỆT MẬT"]),
    gaps=st.lists(SPACING, min_size=9, max_size=9),
    frame=st.tuples(FRAME, FRAME),
    form=FORM,
    text=st.lists(WORDS, max_size=4),
)
def test_a_line_that_is_a_stamp_is_never_clear(
    level: str, gaps: list[str], frame: tuple[str, str], form: Form, text: list[str]
) -> None:
    spaced = "".join(letter + gap for letter, gap in zip(level, [*gaps, ""], strict=False))
    line = unicodedata.normalize(form, frame[0] + spaced + frame[1])

    assert judge([*text, "", line, "", *text]).verdict in (Verdict.STAMPED, Verdict.DOUBT)


@given(
    level=st.sampled_from(["MẬT", "TỐI MẬT", "TUYỆT MẬT"]),
    gap=st.sampled_from(["", " ", "  ", "\u00a0", "\u200b", "-"]),
    frame=st.sampled_from(["{}", "[{}]", "* {} *", "=== {} ===", "( {} )", "│ {} │", "  {}"]),
    form=FORM,
    text=st.lists(WORDS, max_size=4),
)
def test_a_framed_or_letter_spaced_stamp_stamps(
    level: str, gap: str, frame: str, form: Form, text: list[str]
) -> None:
    line = unicodedata.normalize(form, frame.format(gap.join(level)))

    assert judge([*text, "", line, "", *text]).verdict is Verdict.STAMPED


@given(st.lists(WORDS, min_size=1, max_size=10), FORM)
def test_sentences_with_these_words_are_clear(lines: list[str], form: Form) -> None:
    text = unicodedata.normalize(form, "\n".join(lines))

    assert verdict_of(text) is Verdict.CLEAR
    assert verdict_of(text, wrapped=True) is Verdict.CLEAR


@given(st.text())
def test_any_text_gets_a_verdict(text: str) -> None:
    assert judge(text.split("\n")).verdict in (Verdict.CLEAR, Verdict.DOUBT, Verdict.STAMPED)
