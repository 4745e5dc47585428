"""Writing single rows on hot paths, where composing a statement costs more than running it."""

from functools import cache
from typing import Any, TypeVar

from django.db import connection, models

M = TypeVar("M", bound=models.Model)


def insert(row: M) -> M:
    """Write a new row and give it its id: what `save` does, with the statement composed only once.

    No signals are sent, and every column that is not given takes the model's default.
    """
    _insert(row, "")
    return row


def insert_once(row: models.Model, conflict: str) -> bool:
    """The same, unless the row is there already; whether it was new.

    `conflict` says what makes it the same row, as in ON CONFLICT: "(circle_id, receipt_id)".
    """
    return _insert(row, f"ON CONFLICT {conflict} DO NOTHING")


def _insert(row: models.Model, conflict: str) -> bool:
    statement, fields = _statement(type(row), conflict)
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        written = cursor.fetchone()
    if written is None:
        return False
    (row.pk,) = written
    row._state.adding, row._state.db = False, connection.alias
    return True


@cache
def _statement(
    model: type[models.Model], conflict: str
) -> "tuple[str, tuple[models.Field[Any, Any], ...]]":
    fields = tuple(field for field in model._meta.concrete_fields if not field.primary_key)
    columns = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join(["%s"] * len(fields))
    table, key = model._meta.db_table, model._meta.pk.column
    return f"INSERT INTO {table} ({columns}) VALUES ({places}) {conflict} RETURNING {key}", fields
