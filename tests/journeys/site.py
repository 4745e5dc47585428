"""What a journey holds in its hands: the browser, the post, and the time of day."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.test import Client
from django.utils import translation
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, expect
from procrastinate.contrib.django.models import ProcrastinateJob

from lienket.delivery.sender import send_due
from lienket.escalation import actions as escalation
from lienket.journal.jobs import react
from lienket.obligations import actions as obligations
from lienket.plans import actions as plans
from tests.cast import NOON, Unit
from tests.mail import Outbox

#: Milliseconds. Generous: a busy machine decides nothing.
PATIENCE = 15_000
#: A refused form or a page that is not there; the browser notes it although nothing is wrong.
_ANSWERED = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")
_IS_ACTIVE = "navigator.serviceWorker.getRegistration().then((one) => Boolean(one?.active))"


def vi(message: str, *, plural: str = "", count: int = 1, **values: object) -> str:
    """The Vietnamese words that a page shows for an English message."""
    with translation.override("vi"):
        words = (
            translation.ngettext(message, plural, count) if plural else translation.gettext(message)
        )
    return (words % values if "%(" in message else words.format(**values)) if values else words


def vi_with(message: str) -> re.Pattern[str]:
    """The same with anything in the places that the page fills in."""
    return re.compile(re.sub(r"\\\{\w+\\\}|%\\\(\w+\\\)s", ".*", re.escape(vi(message))))


class Clock:
    """The time of day of the whole application, which only moves when it is told to."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        """Let so much time pass: `forward(minutes=20)`."""
        self.now += timedelta(**span)


class Site:
    """The application at an address, and the browser that visits it.

    Everything a page complains about in its console is kept, and so is every request that would
    leave this machine; the `site` fixture wants both to be empty.
    """

    def __init__(self, address: str, browser: Browser, clock: Clock) -> None:
        self.address = address
        self.browser = browser
        self.clock = clock
        self.outbox = Outbox()
        self.complaints: list[str] = []
        self._last_job = 0

    def visit(self, unit: Unit | None = None, path: str = "/", **options: object) -> Page:
        """Open a page in a browser of its own, signed in as the unit's person or as nobody.

        `options` are those of Playwright's `new_context`: viewport, java_script_enabled …
        """
        page = self.enter(unit, **options).new_page()
        page.goto(path)
        return page

    def enter(self, unit: Unit | None = None, **options: object) -> BrowserContext:
        """A browser of its own, without a page yet."""
        context = self.browser.new_context(
            base_url=self.address,
            locale="vi-VN",
            reduced_motion="reduce",
            **options,  # type: ignore[arg-type]  # passed on as they are
        )
        context.set_default_timeout(PATIENCE)
        context.on("console", lambda said: self._hear(said.type, said.text))
        context.on("weberror", lambda thrown: self._hear("error", str(thrown.error)))
        context.on("request", self._watch)
        if unit:
            session = Client()
            session.force_login(unit.account)
            value = session.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": value, "url": self.address}])
        return context

    @contextmanager
    def phone(self, unit: Unit | None = None, path: str = "/", **options: object) -> Iterator[Page]:
        """The same on a phone, 390 px wide, for as long as it is needed."""
        phone = {"width": 390, "height": 844}
        page = self.visit(unit, path, viewport=phone, has_touch=True, is_mobile=True, **options)
        yield page
        leave(page.context)

    def deliver(self) -> None:
        """Do what the worker does: react to what happened, and send all e-mails that are due."""
        for job in ProcrastinateJob.objects.filter(id__gt=self._last_job).order_by("id"):
            self._last_job = job.id
            react(**job.args)
        while send_due(self.outbox, now=self.clock.now, clock=self.clock):
            pass

    def link_to(self, unit: Unit) -> str:
        """The path of the link in the last e-mail to the unit."""
        links = [letter.link for address, letter in self.outbox.letters if address == unit.email]
        return links[-1].removeprefix(self.address)

    def wait(self, **span: float) -> None:
        """Let so much time pass in which nobody answers; what is due takes its steps."""
        self.clock.forward(**span)
        escalation.escalate_overdue(now=self.clock.now)
        obligations.open_due(now=self.clock.now)
        plans.open_due(now=self.clock.now)
        self.deliver()

    def _hear(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"} and not _ANSWERED.match(text):
            self.complaints.append(text)

    def _watch(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.complaints.append(f"asked for {request.url}")


def leave(context: BrowserContext) -> None:
    """Close a browser once nothing is on its way to its pages.

    Chromium forgets that it was told to close while a page is being replaced: the answer to
    `Target.disposeBrowserContext` never comes, and Playwright waits for it without end.
    """
    for page in context.pages:
        page.goto("about:blank")
    context.close()


def write_bulletin(page: Page, title: str, *to: Unit, **fields: str) -> None:
    """Fill in the form: to all members, or only to some; `fields` by their names."""
    page.get_by_role("textbox", name=vi("Title")).fill(title)
    if to:
        page.get_by_role("radio", name=vi("Only the chosen ones")).check()
        for unit in to:
            page.get_by_role("checkbox", name=unit.organization.name, exact=True).check()
    for name, value in fields.items():
        page.locator(f"[name={name}]").select_option(value)


def issue(page: Page) -> None:
    """Send what was written; the page of the bulletin opens."""
    page.get_by_role("button", name=vi("Issue"), exact=True).click()
    expect(page).to_have_url(re.compile(r"/bulletins/\d+/$"))


def row_of(page: Page, unit: Unit) -> Locator:
    """The unit's row in the reach table."""
    named = page.get_by_role("rowheader", name=unit.organization.name, exact=True)
    return page.get_by_role("row").filter(has=named)


def await_live(page: Page) -> None:
    """Go on once the page hears its news."""
    expect(page.get_by_text(vi("Updating live"))).to_be_visible()


def await_offline(page: Page) -> None:
    """Go on once the device can do without a network: its service worker is active.

    Waiting in the page for a worker that never comes would never end.
    """
    for _look in range(PATIENCE // 100):
        if page.evaluate(_IS_ACTIVE):
            return
        page.wait_for_timeout(100)
    raise AssertionError("no service worker became active")
