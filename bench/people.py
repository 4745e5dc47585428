"""Organizations, their people, tokens and circles, in any number, by one statement per table."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import psycopg

Database = psycopg.Connection[tuple[Any, ...]]

# The n-th organization has one person with all rights, reached by e-mail. All ids are n.
_TABLES = (
    """organizations_organization (id, name, short_name, kind, origin)
       SELECT n, 'Đơn vị ' || n, 'ĐV ' || n, 'enterprise', ''""",
    """organizations_account
           (id, username, password, email, language, is_active, is_operator, date_joined)
       SELECT n, 'unit' || n, '!', 'unit' || n || '@example.vn', 'vi', true, false, now()""",
    """organizations_person (id, organization_id, account_id, name, rank)
       SELECT n, n, n, 'Nguyễn Văn ' || n, ''""",
    """organizations_appointment (id, organization_id, person_id, title, role, rights, valid_from)
       SELECT n, n, n, 'Trưởng ca', 'focal_point',
              '{bulletin.issue,receipt.answer,incident.report,organization.manage,circle.manage}',
              now() - interval '1 year'""",
    """organizations_contactpath (id, organization_id, person_id, kind, position, added_at,
                                  verified_at, published_number)
       SELECT n, n, n, 'email', 1, now(), now(), ''""",
    """organizations_contactaddress (organization_id, path_id, address)
       SELECT n, n, 'unit' || n || '@example.vn'""",
    """organizations_apitoken (organization_id, appointment_id, label, token_hash, scopes,
                               created_at, expires_at)
       SELECT n, n, 'bench', sha256(('lk_' || n)::bytea),
              '{record.read,bulletin.issue,receipt.answer,incident.report}', now(),
              now() + interval '1 day'""",
)


class Circle(NamedTuple):
    """A circle and the ids of its members; the first of them is the chair."""

    id: int
    members: range

    @property
    def chair(self) -> int:
        return self.members[0]


def token(organization: int) -> str:
    """The API token of an organization."""
    return f"lk_{organization}"


def admit(database: Database, count: int) -> range:
    """So many new organizations; their ids."""
    row = database.execute("SELECT coalesce(max(id), 0) FROM organizations_organization").fetchone()
    assert row
    first = row[0] + 1
    for table in _TABLES:
        database.execute(
            f"INSERT INTO {table} FROM generate_series({first}, {first + count - 1}) n"
        )
    return range(first, first + count)


def form(database: Database, members: range) -> Circle:
    """A circle of these organizations."""
    row = database.execute(
        "INSERT INTO circles_circle (name, chair_id, formed_at, origin)"
        " VALUES ('Vòng liên kết', %s, now() - interval '1 year', '') RETURNING id",
        [members[0]],
    ).fetchone()
    assert row
    database.execute(
        "INSERT INTO circles_membership (circle_id, organization_id, role, valid_from)"
        " SELECT %s, unnest(%s::bigint[]), 'member', now() - interval '1 year'",
        [row[0], list(members)],
    )
    return Circle(row[0], members)


def bulletin(organizations: Sequence[int] | None = None, **other: object) -> dict[str, object]:
    """The body of a request that issues an urgent notice to all, or to some in sight of all."""
    asked: dict[str, object] = {
        "kind": "urgent_notice",
        "urgency": "urgent",
        "title": "Cắt trộm cáp tín hiệu tại km 1204+500",
        "body": "Phát hiện lúc 02 giờ 15. Đề nghị các đơn vị kiểm tra đoạn tuyến phụ trách. " * 4,
        "required_action": "acknowledge",
        **other,
    }
    if organizations is not None:
        asked |= {"organizations": list(organizations), "audience": "circle"}
    return asked
