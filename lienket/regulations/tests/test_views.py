"""The pages, as people use them."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.forms import BaseForm
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lienket.circles.models import Circle, Membership
from lienket.delivery import links
from lienket.delivery.models import Message
from lienket.kernel.rls import acting
from lienket.organizations.models import FormerName
from lienket.regulations import actions, exports, queries
from lienket.regulations.models import Clause, Comment, Consent, Model, Party, Regulation
from lienket.regulations.tests.conftest import consult, sign_all, write_draft
from lienket.regulations.text.tree import Node
from tests.cast import NOON, Unit, make_circle, make_unit
from tests.signing import sign


def body(client: Client, name: str, *args: object, **query: Any) -> str:
    """The page at an address."""
    response = client.get(reverse(f"regulations:{name}", args=args), query)
    assert response.status_code == 200, name
    return response.content.decode()


def test_a_regulation_is_begun_written_and_signed_in_the_browser(
    client: Client, circle: Circle, plant: Unit, fire_service: Unit
) -> None:
    client.force_login(plant.account)
    assert reverse("regulations:new", args=[circle.id]) in body(client, "list", circle.id)
    client.post(
        reverse("regulations:new", args=[circle.id]),
        {"title": "Quy chế mới", "form": "signed", "valid_from": "2026-01-01"},
    )
    with acting(plant.member()):
        drafted = Regulation.objects.get()
    rows = {
        "form-TOTAL_FORMS": "3",
        "form-INITIAL_FORMS": "0",
        "form-0-letter": "A",
        "form-0-name": "Plant",
        "form-0-organization_id": str(plant.id),
        "form-0-included": "on",
        "form-0-signs": "on",
        "form-1-letter": "B",
        "form-1-name": "Fire",
        "form-1-organization_id": str(fire_service.id),
        "form-1-included": "on",
        "form-1-signs": "on",
    }
    parties = reverse("regulations:parties", args=[drafted.id])
    refused = client.post(parties, rows | {"form-1-letter": ""})
    assert refused.status_code == 422
    assert client.post(parties, rows).status_code == 302
    clause = {"level": "article", "number": "1", "heading": "Phạm vi", "text": "<b>Tại</b> nhà máy"}
    client.post(reverse("regulations:clause_new", args=[drafted.id]), clause)
    assert "&lt;b&gt;Tại" in body(client, "text", drafted.id)
    client.post(
        reverse("regulations:signing_new", args=[drafted.id]), {"until": "2027-01-10T17:00"}
    )
    for unit in (plant, fire_service):
        client.force_login(unit.account)
        assert reverse("regulations:signature", args=[drafted.id]) in body(
            client, "regulation", drafted.id
        )
        _sign(client, drafted.id)
    with acting(plant.member()):
        assert Regulation.objects.get().signed_at


def _sign(client: Client, regulation_id: int) -> int:
    """Open the page of the signature and sign what it shows; the status of the answer."""
    page = reverse("regulations:signature", args=[regulation_id])
    sent = _as_sent([client.get(page).context["form"]]) | {"read": "on"}
    return client.post(page, sent).status_code


def test_nobody_signs_another_text_than_the_one_that_was_read(
    client: Client, regulation: Regulation, plant: Unit, fire_service: Unit
) -> None:
    consult(regulation, plant)
    client.force_login(fire_service.account)
    page = reverse("regulations:signature", args=[regulation.id])
    read = _as_sent([client.get(page).context["form"]]) | {"read": "on"}
    by = plant.member()
    with acting(by):
        clause = Clause.objects.get(key="d3")
        actions.edit_clause(
            clause_id=clause.id, heading="Tuần tra", text="99 vòng mỗi ca.", by=by, now=NOON
        )
    refused = client.post(page, read)
    assert refused.status_code == 422
    assert "đã thay đổi" in refused.content.decode()
    assert _sign(client, regulation.id) == 302


def test_the_members_of_the_circle_are_filled_in_as_parties(
    client: Client, circle: Circle, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    by = plant.member()
    with acting(by):
        Membership.objects.filter(organization_id=commune.id).update(role="observer")
        drafted = actions.draft(circle_id=circle.id, form="signed", title="Mới", by=by, now=NOON)
    client.force_login(plant.account)
    address = reverse("regulations:parties", args=[drafted.id])
    formset = client.get(address).context["formset"]
    assert [row.initial["name"] for row in formset.initial_forms] == ["Plant", "Fire"]

    # The fire service is left out; an organization chosen in an empty row brings its name along.
    sent = _as_sent([formset.management_form, *formset])
    del sent["form-1-included"]
    sent |= {"form-2-letter": "C", "form-2-organization_id": str(commune.id)}
    assert client.post(address, sent).status_code == 302
    with acting(by):
        parties = [(party.letter, party.name) for party in queries.parties_of(drafted)]
    assert parties == [("A", "Plant"), ("C", "Commune")]


def test_letters_follow_one_another_when_some_members_are_no_parties(
    client: Client, circle: Circle, plant: Unit
) -> None:
    by = plant.member()
    with acting(by):
        drafted = actions.draft(circle_id=circle.id, form="signed", title="Mới", by=by, now=NOON)
    client.force_login(plant.account)
    address = reverse("regulations:parties", args=[drafted.id])
    formset = client.get(address).context["formset"]
    sent = _as_sent([formset.management_form, *formset])
    del sent["form-1-included"]
    client.post(address, sent)
    with acting(by):
        letters = [party.letter for party in queries.parties_of(drafted)]
    assert letters == ["A", "B"]


def _as_sent(forms: Iterable[BaseForm]) -> dict[str, str]:
    """What a browser sends when nothing in the forms was touched."""
    bound = [field for form in forms for field in form]
    return {field.html_name: str(field.value() or "") for field in bound}


def test_every_page_opens_for_the_keeper(
    client: Client, regulation: Regulation, plant: Unit
) -> None:
    client.force_login(plant.account)
    for name in (
        *("regulation", "differences", "head", "parties", "text", "clause_new"),
        *("consultation", "consultation_new", "signing_new", "signature", "discard"),
        *("start_over", "round_close", "amendment", "renewal", "cascade", "ending", "publication"),
    ):
        body(client, name, regulation.id)
    with acting(plant.member()):
        version = queries.draft_of(regulation)
        assert version
        clause = version.clauses.get(key="d3")
        party = Party.objects.get(letter="B")
    body(client, "clause", clause.id)
    body(client, "clause_removal", clause.id)
    body(client, "signature_paper", regulation.id, party.id)
    body(client, "models")
    client.post(reverse("regulations:clause_move", args=[clause.id]), {"to": "up"})


def test_an_outsider_does_not_find_any_page(
    client: Client, in_force: Regulation, outsider: Unit
) -> None:
    client.force_login(outsider.account)
    for name in ("regulation", "differences", "text", "consultation", "signature", "cascade"):
        address = reverse(f"regulations:{name}", args=[in_force.id])
        assert client.get(address).status_code == 404
    assert client.get(reverse("regulations:list", args=[in_force.circle_id])).status_code == 404


def test_a_party_comments_in_the_browser_and_it_leaves_todays_list(
    client: Client, regulation: Regulation, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    keeper = plant.member()
    with acting(keeper):
        actions.open_consultation(
            regulation_id=regulation.id,
            until=timezone.now() + timedelta(days=3),
            by=keeper,
            now=NOON,
        )
    client.force_login(fire_service.account)
    page = reverse("regulations:consultation", args=[regulation.id])
    assert page in client.get("/").content.decode()
    assert client.post(page, {"clause_key": "d3", "text": " "}).status_code == 422
    assert client.post(page, {"clause_key": "d3", "text": "Nên 04 vòng"}).status_code == 302
    assert page not in client.get("/").content.decode()
    client.force_login(commune.account)
    client.post(reverse("regulations:consent", args=[regulation.id]))
    client.force_login(plant.account)
    assert "Nên 04 vòng" in body(client, "regulation", regulation.id)
    with acting(keeper):
        remark = Comment.objects.get()
        assert Consent.objects.count() == 1
    answer = reverse("regulations:comment_answer", args=[remark.id])
    assert client.post(answer, {"taken": "no"}).status_code == 422
    assert client.post(answer, {"taken": "yes"}).status_code == 302


def test_while_the_others_are_asked_the_page_says_so_and_its_keeper_is_not_asked(
    client: Client, regulation: Regulation, plant: Unit, commune: Unit
) -> None:
    by = plant.member()
    with acting(by):
        actions.open_consultation(
            regulation_id=regulation.id, until=NOON + timedelta(days=3), by=by, now=NOON
        )
    consent = reverse("regulations:consent", args=[regulation.id])
    client.force_login(commune.account)
    assert consent in body(client, "consultation", regulation.id)
    client.force_login(plant.account)
    assert consent not in body(client, "consultation", regulation.id)
    assert "Đang lấy ý kiến</span>" in body(client, "regulation", regulation.id)

    with acting(by):
        actions.close_round(regulation_id=regulation.id, by=by, now=NOON)
    assert "Đã lấy ý kiến</span>" in body(client, "regulation", regulation.id)


def test_the_text_of_a_day_and_what_changed_are_shown(
    client: Client, in_force: Regulation, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    by = plant.member()
    with acting(by):
        actions.amend(
            regulation_id=in_force.id,
            title="Phụ lục 01",
            in_force_from=NOON.date() + timedelta(days=1),
            by=by,
            now=NOON,
        )
        draft = queries.draft_of(in_force)
        assert draft
        clause = draft.clauses.get(key="d3")
        actions.edit_clause(
            clause_id=clause.id,
            heading="Tuần tra",
            text="Bảo vệ tuần tra 05 vòng.",
            by=by,
            now=NOON,
        )
    sign_all(in_force, plant, fire_service, commune)
    client.force_login(fire_service.account)
    assert "03 vòng" in body(client, "regulation", in_force.id, on="2026-11-01")
    assert "05 vòng" in body(client, "regulation", in_force.id, on="2027-01-01")
    assert "05</ins>" in body(client, "differences", in_force.id)
    body(client, "regulation", in_force.id, on="2040-01-01")
    body(client, "regulation", in_force.id, on="2026-13-45")


def test_a_model_is_previewed_before_it_is_published(
    client: Client, proven: Regulation, plant: Unit
) -> None:
    client.force_login(plant.account)
    page = reverse("regulations:publication", args=[proven.id])
    filled = {"title": "Mẫu", "site_kind": "Nhà máy", "statement": "Tốt", "names": "điện thoại"}
    preview = client.post(page, filled).content.decode()
    assert "báo ngay bằng … trong 15 phút" in preview
    with acting(plant.member()):
        assert not Model.objects.exists()
    client.post(page, filled | {"confirmed": "yes"})
    with acting(plant.member()):
        model = Model.objects.get()
    body(client, "model", model.id)
    adopt = reverse("regulations:adoption", args=[model.id])
    assert client.get(adopt).status_code == 200
    client.post(adopt, {"circle": proven.circle_id, "title": "Theo mẫu"})
    with acting(plant.member()):
        assert Regulation.objects.filter(title="Theo mẫu").exists()


def test_a_contractor_is_bound_by_the_chosen_articles_only(
    client: Client, in_force: Regulation, plant: Unit
) -> None:
    guards = make_unit("Guards", "guard_contractor")
    contract = make_circle(plant, guards, name="Hợp đồng bảo vệ")
    client.force_login(plant.account)
    page = reverse("regulations:cascade", args=[in_force.id])
    filled = {"circle": contract.id, "title": "Nội quy", "form": "internal", "articles": ["d3"]}
    assert client.post(page, {**filled, "articles": []}).status_code == 422
    assert client.post(page, filled).status_code == 302
    with acting(plant.member()):
        lower = Regulation.objects.get(circle=contract)
    consult(lower, plant)
    client.force_login(guards.account)
    html = body(client, "regulation", lower.id)
    assert "03 vòng" in html
    assert "15 phút" not in html


@pytest.mark.parametrize("name", ["amendment", "renewal", "ending"])
def test_only_the_keeper_changes_what_is_in_force(
    client: Client, in_force: Regulation, fire_service: Unit, name: str
) -> None:
    client.force_login(fire_service.account)
    filled = {"title": "X", "valid_from": "2031-01-01", "reason": "X"}
    response = client.post(reverse(f"regulations:{name}", args=[in_force.id]), filled)
    assert response.status_code == 422


@pytest.mark.parametrize(("kind", "magic"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_the_text_is_handed_out_as_a_paper(
    client: Client, in_force: Regulation, fire_service: Unit, kind: str, magic: bytes
) -> None:
    client.force_login(fire_service.account)
    response = client.get(reverse("regulations:document", args=[in_force.id, kind]))
    # Without the typefaces it is refused rather than printed in another one.
    assert response.status_code == 503 or response.content.startswith(magic)
    missing = client.get(
        reverse("regulations:document", args=[in_force.id, kind]), {"version": "9"}
    )
    assert missing.status_code == 404


def test_a_table_is_shown_as_a_table(client: Client, regulation: Regulation, plant: Unit) -> None:
    by = plant.member()
    with acting(by):
        nodes = [
            Node("paragraph", text="STT | Việc\n1 | Trực <b>Tết</b>\n2 |"),
            Node("paragraph", text="Một dòng | không phải bảng"),
        ]
        actions.write_text(regulation_id=regulation.id, nodes=nodes, by=by, now=NOON)
    client.force_login(plant.account)

    for name in ("text", "regulation"):
        shown = body(client, name, regulation.id)
        assert '<th scope="col">STT</th><th scope="col">Việc</th>' in shown
        assert "<td>1</td><td>Trực &lt;b&gt;Tết&lt;/b&gt;</td>" in shown
        assert "<td>2</td><td></td>" in shown
        assert "Một dòng | không phải bảng" in shown


def test_the_list_asks_as_much_for_many_regulations_as_for_one(
    client: Client, circle: Circle, plant: Unit, fire_service: Unit
) -> None:
    address = reverse("regulations:list", args=[circle.id])

    def asked(*titles: str) -> int:
        for title in titles:
            drafted = write_draft(circle, plant, fire_service, title=title)
            sign_all(drafted, plant)
        with CaptureQueriesContext(connection) as queries_made:
            client.get(address)
        return len(queries_made)

    client.force_login(plant.account)
    client.get(address)
    assert asked("Một") == asked("Hai", "Ba")
    assert client.get(address).content.decode().count("Đang ký: 1/2 bên đã ký") == 3


def test_a_party_that_was_renamed_keeps_the_old_name(
    client: Client, in_force: Regulation, fire_service: Unit
) -> None:
    with acting(fire_service.member()):
        Party.objects.filter(letter="B").update(name="Công an huyện X")
        FormerName.objects.create(
            organization=fire_service.organization,
            name="Công an huyện X",
            short_name="CAH",
            until=NOON.date(),
        )
    client.force_login(fire_service.account)
    assert "Công an huyện X (nay là Fire)" in body(client, "regulation", in_force.id)


def test_a_party_in_other_words_is_not_taken_for_a_renamed_one(
    client: Client, in_force: Regulation, fire_service: Unit
) -> None:
    with acting(fire_service.member()):
        Party.objects.filter(letter="B").update(name="Đội Chữa cháy khu vực 2")
    client.force_login(fire_service.account)
    page = body(client, "regulation", in_force.id)
    assert "Đội Chữa cháy khu vực 2" in page
    assert "nay là" not in page


def test_the_link_of_a_letter_tells_what_is_due_and_records_nothing(
    client: Client, regulation: Regulation, plant: Unit, fire_service: Unit
) -> None:
    keeper = plant.member()
    now = timezone.now()
    with acting(keeper):
        actions.open_consultation(
            regulation_id=regulation.id, until=now + timedelta(days=3), by=keeper, now=now
        )
        message = Message.objects.get(organization_id=fire_service.id)
    page = client.get(reverse("exchange:link", args=[links.token(message.id)]))
    assert page.status_code == 200
    assert regulation.title in page.content.decode()
    with acting(keeper):
        assert not Consent.objects.exists()


def test_a_leaver_takes_its_regulations_along(in_force: Regulation, fire_service: Unit) -> None:
    by = fire_service.member()
    with acting(by):
        parts = dict(exports.regulations([in_force.circle_id], by))
    assert len(parts["regulation_clauses.json"]) == 10
    assert len(parts["regulation_signatures.json"]) == 3


def test_the_upper_page_tells_which_lower_one_is_silent(
    client: Client, in_force: Regulation, plant: Unit
) -> None:
    contract = make_circle(plant, name="Hợp đồng bảo vệ")
    by, now = plant.member(), timezone.now()
    with acting(by):
        lower = actions.cascade(
            regulation_id=in_force.id,
            circle_id=contract.id,
            title="Nội quy bảo vệ",
            form="internal",
            keys=["d3"],
            by=by,
            now=NOON,
        )
        lower = sign(lower, by, NOON).regulation
    client.force_login(plant.account)
    said = f"{lower.code}: "
    assert said in body(client, "regulation", in_force.id)
    with acting(by):
        actions.publish_summary(
            regulation_id=lower.id,
            period_from=NOON.date() - timedelta(days=90),
            period_to=NOON.date(),
            counts={"due": 4},
            by=by,
            now=now,
        )
    html = body(client, "regulation", in_force.id)
    assert said not in html
    assert "Nội quy bảo vệ" in html
