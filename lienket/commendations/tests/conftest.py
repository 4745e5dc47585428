"""A dossier of the plant for one of its teams and a guard; the commune considers it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from lienket.circles.models import Circle
from lienket.commendations import actions
from lienket.commendations.actions import DossierDraft, Nomination
from lienket.commendations.models import Dossier
from lienket.kernel.rls import acting
from tests.cast import NOON, Unit

#: Writes a dossier of the plant with one team, and whoever else is nominated.
Draft = Callable[..., Dossier]


@pytest.fixture
def words(commune: Unit) -> DossierDraft:
    return DossierDraft(
        kind="letter",
        level="commune",
        title="Thành tích bảo vệ an ninh trật tự năm 2026",
        considerer_id=commune.id,
        occasion="Tổng kết năm 2026",
        merits="Phát hiện, bắt quả tang hai vụ trộm cắp vật tư.",
    )


@pytest.fixture
def draft(circle: Circle, plant: Unit, words: DossierDraft) -> Draft:
    def draft(*more: Nomination, **changes: object) -> Dossier:
        by = plant.member()
        with acting(by):
            dossier = actions.draft_dossier(
                circle_id=circle.id,
                draft=replace(words, **changes),  # type: ignore[arg-type]  # as a test words it
                by=by,
                now=NOON,
            )
            team = Nomination(plant.id, office="Đội bảo vệ ca 2", prize=2_000_000)
            for one in (team, *more):
                actions.nominate(dossier_id=dossier.id, nomination=one, by=by, now=NOON)
        return dossier

    return draft


@pytest.fixture
def guard(plant: Unit) -> Nomination:
    return Nomination(
        plant.id,
        individual=True,
        office="Tổ trưởng bảo vệ",
        person="Trần Văn Kiên",
        prize=500_000,
    )


@pytest.fixture
def proposed(draft: Draft, guard: Nomination, plant: Unit) -> Dossier:
    dossier = draft(guard)
    by = plant.member()
    with acting(by):
        return actions.propose(dossier_id=dossier.id, by=by, now=NOON)
