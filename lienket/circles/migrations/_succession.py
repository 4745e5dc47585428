"""Who may know of a succession, and what is looked up for it across all organizations."""

from django.db import migrations

from lienket.circles.migrations import _directory
from lienket.kernel.rls import LookUp, Protect

_MINE = "organizations_succession.{}_id = ANY((SELECT app_organizations())::bigint[])"
# The two units, and the superior that speaks for one which has nobody left.
_PARTIES = " OR ".join(_MINE.format(side) for side in ("predecessor", "successor", "superior"))
# What has happened, its partners must know; what is only proposed, they must not.
_PARTNER_AFTERWARDS = (
    "organizations_succession.applied_at IS NOT NULL AND "
    + _directory._PARTNER.format(column="organizations_succession.predecessor_id")
)
_SIDES = " OR ".join(
    f"EXISTS (SELECT FROM organizations_succession s WHERE s.{side}_id = organizations_organization.id)"
    for side in ("predecessor", "successor")
)
_BEFORE = " OR ".join(
    part.format(column=_directory._ORGANIZATION)
    for part in (_directory._OWN, _directory._PARTNER, _directory._HOST, _directory._INVITED)
)

# For operators and for finding a unit by its exact name: names, kinds and ids only.
NAMED = """app_organizations_named(wanted text[])
RETURNS TABLE (wanted text, id bigint, name text, superior_id bigint)
LANGUAGE sql STABLE AS $$
    WITH units AS MATERIALIZED (
        SELECT o.id, o.name::text, o.superior_id, vn_plain(o.name) AS plain,
               vn_plain(o.short_name) AS short FROM organizations_organization o
    ), asked AS MATERIALIZED (SELECT w, vn_plain(btrim(w)) AS plain FROM unnest($1) w)
    SELECT a.w, u.id, u.name, u.superior_id FROM asked a JOIN units u ON u.plain = a.plain
    UNION
    SELECT a.w, u.id, u.name, u.superior_id FROM asked a JOIN units u ON u.short = a.plain
$$"""

# Ids only: no succession may lead back to where it began.
EDGES = """app_succession_edges()
RETURNS TABLE (predecessor_id bigint, successor_id bigint, kind text, ends boolean, function text)
LANGUAGE sql STABLE AS $$
    SELECT s.predecessor_id, s.successor_id, s.kind::text,
           s.kind IN ('merge', 'dissolve') OR s.main_heir, s.functions::text
    FROM organizations_succession s WHERE s.cancelled_at IS NULL
$$"""

# Of some organizations, those that somebody manages.
MANAGED = """app_managed(orgs bigint[], at timestamptz) RETURNS SETOF bigint
LANGUAGE sql STABLE AS $$
    SELECT DISTINCT a.organization_id FROM organizations_appointment a
    WHERE a.organization_id = ANY (orgs) AND 'organization.manage' = ANY (a.rights)
      AND a.valid_from <= at AND (a.valid_to IS NULL OR a.valid_to > at)
$$"""

# Successions whose day has come, the one that ends a unit after its other ones; a split waits
# until all its heirs have confirmed. The successor is whoever stands in its place by now, or a new
# unit that was admitted meanwhile; none as long as it does not exist.
DUE = """app_successions_due(today date, only_of bigint, only_one bigint)
RETURNS TABLE (id bigint, predecessor_id bigint, successor_id bigint, subordinates bigint[])
LANGUAGE sql STABLE AS $$
    WITH due AS (
        SELECT s.*, CASE WHEN s.kind NOT IN ('rename', 'dissolve') THEN
            coalesce(s.successor_id, (SELECT f.successor_id FROM organizations_succession f
                WHERE f.applied_at IS NOT NULL AND f.new_name = s.new_name
                  AND f.decision = s.decision
                  AND f.superior_id IS NOT DISTINCT FROM s.superior_id
                ORDER BY f.id LIMIT 1)) END AS named
        FROM organizations_succession s
        WHERE s.applied_at IS NULL AND s.cancelled_at IS NULL AND s.effective_on <= today
          AND (only_of IS NULL OR s.predecessor_id = only_of) AND (only_one IS NULL OR s.id = only_one)
          AND s.predecessor_confirmed_at IS NOT NULL
          AND (s.successor_confirmed_at IS NOT NULL OR s.kind IN ('rename', 'dissolve'))
          AND (s.kind <> 'split' OR NOT EXISTS (
              SELECT FROM organizations_succession other
              WHERE other.predecessor_id = s.predecessor_id AND other.kind = 'split'
                AND other.cancelled_at IS NULL
                AND (other.predecessor_confirmed_at IS NULL
                     OR other.successor_confirmed_at IS NULL)))
    )
    SELECT d.id, d.predecessor_id, (
               WITH RECURSIVE heir AS (
                   SELECT d.named AS unit, 0 AS depth
                   UNION ALL
                   SELECT f.successor_id, heir.depth + 1 FROM heir
                   JOIN organizations_succession f ON f.predecessor_id = heir.unit
                   WHERE f.applied_at IS NOT NULL AND (f.kind = 'merge' OR f.main_heir)
                     AND heir.depth < 20
               ) SELECT unit FROM heir ORDER BY depth DESC LIMIT 1),
           ARRAY(SELECT o.id FROM organizations_organization o
                 WHERE o.superior_id = d.predecessor_id)
    FROM due d
    ORDER BY d.effective_on, d.kind IN ('merge', 'dissolve') OR d.main_heir, d.id
$$"""

# What operators see: units, states, and how many places and people are touched. No circle's name.
LIST = """app_successions(at timestamptz)
RETURNS TABLE (
    id bigint, predecessor text, successor text, kind text, main_heir boolean, functions text,
    decision text, effective_on date, predecessor_confirmed boolean, successor_confirmed boolean,
    applied boolean, cancelled boolean, predecessor_managed boolean, successor_managed boolean,
    imported boolean, circles bigint, people bigint
) LANGUAGE sql STABLE AS $$
    SELECT s.id, p.name::text, coalesce(h.name, s.new_name)::text, s.kind::text, s.main_heir,
           s.functions::text, s.decision::text, s.effective_on,
           s.predecessor_confirmed_at IS NOT NULL, s.successor_confirmed_at IS NOT NULL,
           s.applied_at IS NOT NULL, s.cancelled_at IS NOT NULL,
           EXISTS (SELECT FROM app_managed(ARRAY[s.predecessor_id], at)),
           EXISTS (SELECT FROM app_managed(ARRAY[s.successor_id], at)),
           s.proposed_by_id IS NULL,
           (SELECT cardinality(g.circles) FROM app_sight(s.predecessor_id, at) g),
           (SELECT count(DISTINCT a.person_id) FROM organizations_appointment a
            WHERE a.organization_id = s.predecessor_id
              AND a.valid_from <= at AND (a.valid_to IS NULL OR a.valid_to > at))
    FROM organizations_succession s
    JOIN organizations_organization p ON p.id = s.predecessor_id
    LEFT JOIN organizations_organization h ON h.id = s.successor_id
    ORDER BY s.applied_at IS NOT NULL OR s.cancelled_at IS NOT NULL, s.effective_on DESC, s.id DESC
    LIMIT 500
$$"""

# For whoever speaks for units that have nobody left: which those are.
SIDES = """app_succession_sides(succession bigint)
RETURNS TABLE (predecessor_id bigint, successor_id bigint, superior_id bigint)
LANGUAGE sql STABLE AS $$
    SELECT s.predecessor_id, s.successor_id, s.superior_id
    FROM organizations_succession s WHERE s.id = succession
$$"""

OPERATIONS = [
    Protect(
        "organizations_succession", f"{_PARTIES} OR ({_PARTNER_AFTERWARDS})", check=_PARTIES
    ),
    _directory.directory("organizations_formername"),
    migrations.RunSQL(
        f"ALTER POLICY members ON organizations_organization USING ({_BEFORE} OR {_SIDES})",
        f"ALTER POLICY members ON organizations_organization USING ({_BEFORE})",
    ),
    LookUp("app_organizations_named(text[])", NAMED),
    LookUp("app_succession_edges()", EDGES),
    LookUp("app_managed(bigint[], timestamptz)", MANAGED),
    LookUp("app_successions_due(date, bigint, bigint)", DUE),
    LookUp("app_successions(timestamptz)", LIST),
    LookUp("app_succession_sides(bigint)", SIDES),
]
