"""What is kept about people, why, and for how long."""

from datetime import timedelta

from django.apps import apps
from django.db import models

from lienket.kernel.actors import Engine
from lienket.kernel.rls import acting
from lienket.organizations import actions
from lienket.organizations.models import (
    Account,
    Appointment,
    ContactAddress,
    DutyShift,
    Person,
)
from lienket.organizations.privacy import registry
from tests.cast import NOON, Unit

#: Fields of text that say nothing about a person, and why.
NOT_PERSONAL = {
    "organizations.organization.name": "an organization",
    "organizations.organization.short_name": "an organization",
    "organizations.organization.kind": "an organization",
    "organizations.organization.origin": "an installation",
    "organizations.formername.name": "an organization",
    "organizations.formername.short_name": "an organization",
    "organizations.succession.kind": "what happens to an organization",
    "organizations.succession.new_name": "an organization",
    "organizations.succession.functions": "what an organization does",
    "organizations.succession.decision": "the number of a document",
    "organizations.post.name": "a desk",
    "organizations.appointment.role": "a level of the organization",
    "organizations.contactpath.kind": "a technique",
}
WORDS = (models.CharField, models.TextField, models.JSONField, models.GenericIPAddressField)
PEOPLE = {Person, Account}


def test_every_personal_field_names_its_purpose_and_its_days() -> None:
    undeclared = []
    for model in apps.get_models():
        if not model.__module__.startswith("lienket.") or not model._meta.managed:
            continue
        for field in model._meta.get_fields():
            if not isinstance(field, models.Field) or field.auto_created:
                continue
            name = f"{model._meta.label_lower}.{field.name}"
            about_people = field.related_model in PEOPLE or (
                model.__module__.startswith("lienket.organizations.") and isinstance(field, WORDS)
            )
            if about_people and name not in registry and name not in NOT_PERSONAL:
                undeclared.append(name)
    assert not undeclared


def test_the_registry_names_no_field_that_is_gone() -> None:
    for name in registry:
        label, field = name.rsplit(".", 1)
        apps.get_model(label)._meta.get_field(field)


def test_a_departed_person_is_erased_after_ninety_days(plant: Unit) -> None:
    by = plant.member()
    account = Account.objects.create(username="hoa")
    with acting(by):
        left = actions.appoint(
            organization=plant.organization,
            name="Lê Hoa",
            rank="Đại úy",
            office=actions.Office("Trực ban"),
            account=account,
            by=by,
            now=NOON,
        )
        actions.add_path(
            holder=left.person,
            kind="email",
            address="hoa@example.vn",
            by=by,
            now=NOON,
            verified=True,
        )
        actions.add_shift(
            person_id=left.person_id,
            starts_at=NOON,
            ends_at=NOON + timedelta(hours=8),
            by=by,
            now=NOON,
        )
        end = NOON + timedelta(hours=1)
        actions.end_appointment(appointment_id=left.id, by=by, now=end)

    assert actions.erase_departed(end + timedelta(days=89)) == 0
    assert actions.erase_departed(end + timedelta(days=90, seconds=1)) == 1
    assert actions.erase_departed(end + timedelta(days=91)) == 0

    with acting(by):
        person = Person.objects.get(id=left.person_id)
        assert (person.name, person.rank, person.account_id) == ("", "", None)
        assert not ContactAddress.objects.filter(path__person=person).exists()
        assert not DutyShift.objects.exists()
        # What was done in the office keeps the office.
        assert Appointment.objects.get(id=left.id).title == "Trực ban"
    assert not Account.objects.filter(id=account.id).exists()
    assert Account.objects.filter(id=plant.account.id).exists()


def test_an_account_stays_while_it_serves_another_organization(plant: Unit, outsider: Unit) -> None:
    by = plant.member()
    with acting(by):
        second = actions.appoint(
            organization=plant.organization,
            name="Cố vấn",
            office=actions.Office("Cố vấn"),
            account=outsider.account,
            by=by,
            now=NOON,
        )
        actions.end_appointment(appointment_id=second.id, by=by, now=NOON + timedelta(hours=1))

    actions.erase_departed(NOON + timedelta(days=100))

    assert Account.objects.filter(id=outsider.account.id).exists()
    with acting(Engine(organizations=(outsider.id,))):
        assert Person.objects.get().account_id == outsider.account.id


def test_old_shifts_are_forgotten(plant: Unit) -> None:
    by = plant.member()
    with acting(by):
        actions.add_shift(
            person_id=by.person_id,
            starts_at=NOON,
            ends_at=NOON + timedelta(hours=8),
            by=by,
            now=NOON,
        )

    actions.erase_departed(NOON + timedelta(days=91))

    with acting(by):
        assert not DutyShift.objects.exists()
