"""What a mail says, and what it never says."""

from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest

from lienket.kernel.errors import Refusal

from ...tests.letters import DUE_AT, SENT_AT, letter
from ..channel import Email
from ..message import compose


def mail(**changes: Any) -> EmailMessage:
    now = changes.pop("now", SENT_AT)
    content = compose(letter(**changes), "truc.ban@dien-luc.example", now).content
    parsed = message_from_bytes(content, policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def text(mail: EmailMessage, kind: str = "plain") -> str:
    part = mail.get_body((kind,))
    assert part
    return str(part.get_content())


def test_the_subject_says_how_urgent_which_who_and_by_when() -> None:
    assert mail()["Subject"] == (
        "[URGENT] TK-2026-014 · Công an tỉnh Thanh Vân · please confirm before 14:30 21/11"
    )


def test_an_ordinary_notice_has_no_mark() -> None:
    assert mail(urgency="normal", due_at=None)["Subject"] == "TK-2026-014 · Công an tỉnh Thanh Vân"


def test_a_late_reminder_says_that_it_is_late() -> None:
    late = mail(purpose="reminder", now=DUE_AT + timedelta(minutes=1))
    assert late["Subject"].endswith("confirmation was due at 14:30 21/11")


def test_an_escalation_names_the_organization_that_is_silent() -> None:
    escalated = mail(purpose="escalation", about="UBND xã Hòa Vân")
    assert "UBND xã Hòa Vân has not yet confirmed" in text(escalated)


def test_a_withdrawn_notice_asks_for_nothing() -> None:
    assert mail(purpose="withdrawal")["Subject"].endswith("withdrawn")


@pytest.mark.parametrize("purpose", ["verification", "invitation"])
def test_a_mail_about_no_bulletin_stands_alone(purpose: str) -> None:
    alone = mail(purpose=purpose, envelope_id=None, reference="", urgency="normal", due_at=None)
    assert alone["Subject"].startswith("Công an tỉnh Thanh Vân · ")
    assert "References" not in alone
    assert "telephone" not in text(alone)


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_an_exercise_is_marked_everywhere(kind: str) -> None:
    exercise = mail(exercise=True)
    assert exercise["Subject"].startswith("[EXERCISE] [URGENT]")
    assert exercise["X-LienKet-Exercise"] == "yes"
    assert "This is an exercise, not a real event." in text(exercise, kind)


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_both_parts_carry_the_link_and_the_number_to_read_out(kind: str) -> None:
    assert "https://lienket.example/r/abc" in text(mail(), kind)
    assert "telephone: TK-2026-014" in text(mail(), kind)


def test_nothing_in_a_mail_is_fetched_from_anywhere() -> None:
    page = text(mail(), "html")
    assert not [word for word in ("<img", "src=", "url(", "<link", "<script") if word in page]


def test_a_name_cannot_break_out_of_the_page_or_the_headers() -> None:
    wicked = mail(sender="A<b>&\r\nBcc: everyone@example.com")
    assert "Bcc" not in wicked
    assert "A<b>" not in text(wicked, "html")
    assert "A&lt;b&gt;&amp;" in text(wicked, "html")


def test_reminders_thread_with_the_first_mail() -> None:
    first, reminder = mail(), mail(purpose="reminder", idempotency_key="another")
    assert first["References"] == reminder["References"] == reminder["In-Reply-To"]
    assert first["Message-ID"] != reminder["Message-ID"]


def test_another_circles_bulletin_of_the_same_number_is_another_thread() -> None:
    assert mail()["References"] != mail(envelope_id=6)["References"]


def test_robots_do_not_answer_and_urgent_mail_is_flagged() -> None:
    assert mail()["Auto-Submitted"] == "auto-generated"
    assert mail()["Importance"] == "high"
    assert "Importance" not in mail(urgency="normal")


def test_a_mail_is_pure_ascii_with_short_lines() -> None:
    content = compose(letter(), "truc.ban@dien-luc.example", SENT_AT).content
    assert content.isascii()
    assert max(map(len, content.split(b"\r\n"))) <= 78


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (" Truc.Ban@Dien-Luc.Example ", "Truc.Ban@dien-luc.example"),
        ("a@điệnlực.vn", "a@xn--inlc-zua1576bqia.vn"),
    ],
)
def test_an_address_is_stored_in_one_form(typed: str, stored: str) -> None:
    assert Email.check_address({"email": typed}) == stored


@pytest.mark.parametrize(
    "typed", ["", "nobody", "a@b", "a b@c.vn", "a@c.vn\nBcc: d@e.vn", "trực@c.vn", "a@" + "c" * 300]
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(Refusal):
        Email.check_address({"email": typed})
