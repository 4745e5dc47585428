"""Good examples are read by others once those concerned agree, by the public once more so."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lienket.awareness import actions, queries
from lienket.awareness.actions import StoryDraft
from lienket.awareness.actions.common import NoReason, NoTitle, NoWords
from lienket.awareness.actions.publishing import (
    NotAllAgree,
    NotPublic,
    NotSharedYet,
    OnlyThoseConcerned,
    ProposedAlready,
    PublishedAlready,
)
from lienket.awareness.actions.stories import (
    AnsweredAlready,
    AskThePersonFirst,
    LeadsSomewhere,
    OnlyTheTeller,
    PersonNamed,
    StoryIsWithdrawn,
    WhoseIsThePerson,
)
from lienket.awareness.exports import stories as exported
from lienket.awareness.models import Consent, PublicStory, Story
from lienket.awareness.views.public import WRONG_CODES
from lienket.circles.models import Circle
from lienket.delivery import links
from lienket.delivery.models import Message
from lienket.escalation.models import Ask
from lienket.escalation.waiting import waiting_for
from lienket.kernel.errors import Refusal
from lienket.kernel.guard.refusals import TextTooLong
from lienket.kernel.rls import acting
from lienket.plans.actions.tasks import NotAMember
from lienket.search.queries import find
from tests.cast import NOON, Unit, make_unit, merge, signed_in

TEXT = "Trong ca đêm, một công nhân phát hiện khói tại tủ điện và báo ngay cho tổ bảo vệ."


@pytest.fixture
def draft(fire_service: Unit) -> StoryDraft:
    """Told by the commune about a deed that concerns the fire service."""
    return StoryDraft(
        title="Báo cháy kịp thời", text=TEXT, concerned=(fire_service.id,), person_agrees=False
    )


@pytest.fixture
def story(circle: Circle, commune: Unit, draft: StoryDraft) -> Story:
    """Waits for the fire service."""
    return tell(circle, commune, draft)


@pytest.fixture
def shared(story: Story, fire_service: Unit) -> Story:
    answer(story, fire_service)
    return story


@pytest.fixture
def published(shared: Story, commune: Unit, fire_service: Unit) -> PublicStory:
    by = commune.member()
    with acting(by):
        actions.propose_publication(story_id=shared.id, by=by, now=NOON)
    answer(shared, fire_service)
    with acting(by):
        return actions.publish(story_id=shared.id, by=by, now=NOON)


def tell(circle: Circle, unit: Unit, draft: StoryDraft) -> Story:
    by = unit.member()
    with acting(by):
        return actions.tell_story(circle_id=circle.id, draft=draft, by=by, now=NOON)


def answer(story: Story, unit: Unit, *, agrees: bool = True, **more: Any) -> Consent:
    """As what the unit was asked last."""
    by = unit.member()
    with acting(by):
        asked = Consent.objects.filter(story=story, organization_id=unit.id).latest("id")
        return actions.answer(consent_id=asked.id, agrees=agrees, by=by, now=NOON, **more)


def readers(story: Story, *units: Unit) -> list[bool]:
    found = []
    for unit in units:
        by = unit.member()
        with acting(by):
            found.append(queries.stories_for(by).filter(id=story.id).exists())
    return found


def page(name: str, one: int | str) -> str:
    return reverse(f"awareness:{name}", args=[one])


def text_of(browser: Client, address: str) -> str:
    shown = browser.get(address)
    assert shown.status_code == 200
    return shown.content.decode()


def test_others_read_a_story_once_those_concerned_agree(
    story: Story, circle: Circle, commune: Unit, fire_service: Unit, plant: Unit, outsider: Unit
) -> None:
    assert readers(story, commune, fire_service, plant, outsider) == [True, True, False, False]
    browser = signed_in(plant)
    assert browser.get(page("story", story.id)).status_code == 404
    assert story.title not in text_of(browser, page("stories", circle.id))
    for name in ("withdraw", "unpublish"):
        assert browser.get(page(name, story.id)).status_code == 404
    by = plant.member()
    with acting(by):
        assert not find("Báo cháy kịp thời", by=by, now=NOON).hits

    answer(story, fire_service)
    assert readers(story, commune, fire_service, plant, outsider) == [True, True, True, False]
    assert TEXT in text_of(browser, page("story", story.id))
    assert signed_in(outsider).get(page("story", story.id)).status_code == 404


@pytest.mark.usefixtures("clock")
def test_a_story_from_the_first_line_to_the_public_page(
    circle: Circle, commune: Unit, fire_service: Unit, plant: Unit
) -> None:
    teller, asked = signed_in(commune), signed_in(fire_service)
    assert page("tell", circle.id) in text_of(teller, page("stories", circle.id))
    filled = {
        "title": "Báo cháy kịp thời",
        "text": TEXT,
        "concerned": [str(plant.id)],
        "person_of": str(fire_service.id),
    }
    assert teller.get(page("tell", circle.id)).status_code == 200
    told = teller.post(page("tell", circle.id), filled)
    assert told.status_code == 302
    address = told["Location"]
    with acting(fire_service.member()):
        consent = Consent.objects.get(organization_id=fire_service.id)
    assert address in text_of(asked, "/")
    agreed = {"agrees": "yes", "person_agrees": "on"}
    assert asked.post(page("answer", consent.id), {"agrees": "yes"}).status_code == 422
    assert asked.post(page("answer", consent.id), {"agrees": "no"}).status_code == 422
    assert asked.post(page("answer", consent.id), {}).status_code == 422
    assert teller.post(page("answer", consent.id), agreed).status_code == 404
    assert asked.post(page("answer", consent.id), agreed).status_code == 302
    with acting(plant.member()):
        own = Consent.objects.get(organization_id=plant.id)
    chief = signed_in(plant)
    no = {"agrees": "no", "reason": "Chưa rõ ngày giờ"}
    assert chief.post(page("answer", own.id), no).status_code == 302
    assert "Chưa rõ ngày giờ" in text_of(teller, address)
    assert page("answer", own.id) in text_of(chief, address), "one may come to agree"
    assert chief.post(page("answer", own.id), {"agrees": "yes"}).status_code == 302

    story_id = consent.story_id
    assert page("propose", story_id) in text_of(teller, address)
    assert teller.post(page("propose", story_id)).status_code == 302
    assert page("publish", story_id) not in text_of(teller, address)
    with acting(fire_service.member()):
        public = {one.organization_id: one.id for one in Consent.objects.filter(purpose="public")}
    assert asked.post(page("answer", public[fire_service.id]), agreed).status_code == 302
    assert chief.post(page("answer", public[plant.id]), {"agrees": "yes"}).status_code == 302
    assert address in text_of(teller, "/")
    assert teller.post(page("publish", story_id)).status_code == 302
    with acting(commune.member()):
        code = PublicStory.objects.get().code
    assert code in text_of(teller, address)
    for shown in (page("public_story", code), reverse("awareness:public_stories")):
        read = Client().get(shown)
        assert TEXT in read.content.decode()
        assert not read.cookies
        assert "Fire" not in read.content.decode()

    back = {"reason": "Người trong cuộc đề nghị"}
    assert asked.post(page("unpublish", story_id), {"reason": ""}).status_code == 422
    assert asked.post(page("unpublish", story_id), back).status_code == 302
    gone = Client().get(page("public_story", code))
    assert gone.status_code == 410
    for left in (TEXT, filled["title"], back["reason"]):
        assert str(left) not in gone.content.decode()
    assert TEXT not in text_of(Client(), reverse("awareness:public_stories"))
    assert back["reason"] in text_of(asked, address)


def test_the_link_of_a_letter_takes_the_answer(story: Story, fire_service: Unit) -> None:
    with acting(fire_service.member()):
        (message,) = Message.objects.filter(envelope__kind="story")
    address = reverse("exchange:link", args=[links.token(message.id)])
    assert TEXT in text_of(Client(), address)
    assert Client().post(address, {"agrees": "no"}).status_code == 422
    assert Client().post(address, {"agrees": "yes"}).status_code == 302
    with acting(fire_service.member()):
        assert Story.objects.get().shared_at
        assert Ask.objects.get().settled_at
    assert 'name="agrees"' not in text_of(Client(), address)


def test_nobody_is_named_unless_the_person_is_asked(
    circle: Circle, commune: Unit, fire_service: Unit, plant: Unit, draft: StoryDraft
) -> None:
    named = replace(draft, text="Ông Nguyễn Văn Bình đã báo cháy.")
    with pytest.raises(PersonNamed):
        tell(circle, commune, named)
    with pytest.raises(WhoseIsThePerson):
        tell(circle, commune, replace(named, names_person=True))
    agreed = replace(named, names_person=True, person_of_id=fire_service.id)
    story = tell(circle, commune, agreed)
    with pytest.raises(AskThePersonFirst):
        answer(story, fire_service)
    answer(story, fire_service, person_agrees=True)
    assert readers(story, plant) == [True]

    own = replace(named, names_person=True, person_of_id=commune.id)
    with pytest.raises(AskThePersonFirst):
        tell(circle, commune, own)
    kept = tell(circle, commune, replace(own, concerned=(), person_agrees=True))
    assert readers(kept, plant) == [True], "nobody else is concerned"
    by = commune.member()
    with acting(by), pytest.raises(AskThePersonFirst):
        actions.propose_publication(story_id=kept.id, by=by, now=NOON)


def test_whoever_is_silent_is_asked_and_waited_for(
    story: Story, fire_service: Unit, plant: Unit
) -> None:
    for unit, waits in ((fire_service, True), (plant, False)):
        by = unit.member()
        with acting(by):
            assert (story.title in [one.title for one in waiting_for(by, NOON, 20)]) is waits
    answer(story, fire_service, agrees=False, reason="Sai ngày")
    by = fire_service.member()
    with acting(by):
        assert story.title not in [one.title for one in waiting_for(by, NOON, 20)]
        assert Ask.objects.get().settled_at == NOON
    assert readers(story, plant) == [False]


def test_each_one_concerned_withdraws_it_at_any_time(
    published: PublicStory, commune: Unit, fire_service: Unit, plant: Unit
) -> None:
    story, by = published.story, fire_service.member()
    with acting(by):
        with pytest.raises(NoReason):
            actions.withdraw(story_id=story.id, reason="", by=by, now=NOON)
        actions.withdraw(story_id=story.id, reason="Đề nghị rút", by=by, now=NOON)
        with pytest.raises(StoryIsWithdrawn):
            actions.withdraw(story_id=story.id, reason="Lần nữa", by=by, now=NOON)
    assert readers(story, commune, fire_service, plant) == [True, True, False]
    shown = queries.public_story(published.code)
    assert shown
    assert (shown.title, shown.text) == ("", "")
    assert not queries.public_stories()


def test_a_withdrawn_story_asks_nobody_any_more(story: Story, commune: Unit) -> None:
    by = commune.member()
    with acting(by):
        actions.withdraw(story_id=story.id, reason="Viết nhầm", by=by, now=NOON)
        assert not Ask.objects.filter(settled_at=None).exists()


def test_what_makes_no_sense_is_refused(
    circle: Circle, commune: Unit, outsider: Unit, draft: StoryDraft
) -> None:
    senseless: list[tuple[type[Refusal], dict[str, Any]]] = [
        (NoTitle, {"title": " "}),
        (TextTooLong, {"title": "x" * 201}),
        (NoWords, {"text": ""}),
        (TextTooLong, {"text": "x" * 5001}),
        (LeadsSomewhere, {"text": "Xem tại https://example.vn"}),
        (NotAMember, {"concerned": (outsider.id,)}),
        (NotAMember, {"person_of_id": outsider.id}),
    ]
    for refusal, changes in senseless:
        with pytest.raises(refusal):
            tell(circle, commune, replace(draft, **changes))
    with pytest.raises(Circle.DoesNotExist):
        tell(circle, outsider, draft)


def test_publication_is_asked_for_separately_and_by_the_teller(
    story: Story, commune: Unit, fire_service: Unit, plant: Unit
) -> None:
    by, other = commune.member(), plant.member()
    with acting(by):
        with pytest.raises(NotSharedYet):
            actions.propose_publication(story_id=story.id, by=by, now=NOON)
        with pytest.raises(NotPublic):
            actions.withdraw(story_id=story.id, reason="x", public_only=True, by=by, now=NOON)
    answer(story, fire_service)
    with pytest.raises(AnsweredAlready):
        answer(story, fire_service, agrees=False, reason="x")
    with acting(other):
        with pytest.raises(OnlyTheTeller):
            actions.propose_publication(story_id=story.id, by=other, now=NOON)
        with pytest.raises(OnlyThoseConcerned):
            actions.withdraw(story_id=story.id, reason="x", by=other, now=NOON)
    with acting(by):
        with pytest.raises(NotAllAgree):
            actions.publish(story_id=story.id, by=by, now=NOON)
        actions.propose_publication(story_id=story.id, by=by, now=NOON)
        with pytest.raises(ProposedAlready):
            actions.propose_publication(story_id=story.id, by=by, now=NOON)
        with pytest.raises(NotAllAgree):
            actions.publish(story_id=story.id, by=by, now=NOON)
    answer(story, fire_service)
    with acting(by):
        actions.publish(story_id=story.id, by=by, now=NOON)
        with pytest.raises(PublishedAlready):
            actions.publish(story_id=story.id, by=by, now=NOON)
    assert signed_in(plant).post(page("publish", story.id)).status_code == 403


def test_codes_are_not_found_by_trying(db: None) -> None:
    assert Client().get(page("public_story", "unknown")).status_code == 404
    for number in range(WRONG_CODES):
        Client().get(page("public_story", f"wrong-{number}"))
    assert Client().get(page("public_story", "again")).status_code == 429
    assert text_of(Client(), reverse("awareness:public_stories"))


def test_whoever_leaves_takes_its_stories_along(
    story: Story, circle: Circle, commune: Unit, fire_service: Unit, plant: Unit
) -> None:
    for unit, count in ((commune, 1), (fire_service, 1), (plant, 0)):
        by = unit.member()
        with acting(by):
            parts = dict(exported([circle.id], by))
        assert len(parts["stories.json"]) == count


def test_the_successor_answers_in_its_place(
    story: Story, commune: Unit, fire_service: Unit, plant: Unit
) -> None:
    heir = make_unit("Heir", "fire_service")
    merge(fire_service, heir, now=NOON)
    answer(story, heir)
    assert readers(story, plant) == [True]
