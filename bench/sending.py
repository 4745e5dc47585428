"""Measure 2, second half: the worker hands e-mails to a mail server on loopback.

Counted are worker and PostgreSQL, from the POST to the last letter: leasing, composing, SMTP, and
the record of the attempt. The mail server's own CPU is not. The yardstick sends the same number of
letters with smtplib alone.
"""

import smtplib
import time
from collections.abc import Iterator
from email.message import EmailMessage

from bench import people, web
from bench.figures import Figure
from bench.house import House


def measure(house: House, *, quick: bool) -> Iterator[Figure]:
    letters = 400 if quick else 2000
    circle = people.form(house.database, people.admit(house.database, letters + 1))
    house.settle()
    issue = web.request(
        "POST",
        f"/api/v1/circles/{circle.id}/bulletins",
        token=people.token(circle.chair),
        body=people.bulletin(),
    )
    with house.working(mailing=True):
        house.await_mail()
        web.run(house.port, [issue])
        before, started = house.cpu(), time.monotonic()
        house.await_mail()
        spent, seconds = house.cpu() - before, time.monotonic() - started
    bare, bare_seconds = _bare(house.mail_port, letters)
    yield Figure(
        "one e-mail sent, CPU",
        spent / letters,
        "ms",
        5,
        beside="smtplib alone",
        yardstick=bare / letters,
    )
    yield Figure(
        "e-mails a second, one worker",
        letters / seconds,
        "/s",
        beside="smtplib alone",
        yardstick=letters / bare_seconds,
    )


def _bare(port: int, letters: int) -> tuple[float, float]:
    """CPU milliseconds and seconds of plain sending in this process."""
    letter = EmailMessage()
    letter["From"], letter["To"] = "lienket@localhost", "unit@example.vn"
    letter["Subject"] = "[TIN KHẨN] TK-2026-014"
    letter.set_content("Đơn vị 1 gửi tin khẩn TK-2026-014.\n" * 10)
    content = letter.as_bytes()
    spent, started = time.process_time(), time.monotonic()
    with smtplib.SMTP("127.0.0.1", port) as server:
        for _ in range(letters):
            server.sendmail("lienket@localhost", ["unit@example.vn"], content)
    return (time.process_time() - spent) * 1000, time.monotonic() - started
