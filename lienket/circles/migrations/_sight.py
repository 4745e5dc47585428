"""Look-ups that come before any context: what somebody sees, and how organizations are reached."""

from lienket.kernel.rls import LookUp

# What an organization sees at a moment, and the earliest moment at which it sees less.
SIGHT = """app_sight(org bigint, at timestamptz)
RETURNS TABLE (circles bigint[], ends timestamptz) LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(m.circle_id ORDER BY m.circle_id), '{}'),
           min(least(m.valid_to, p.valid_to))
    FROM circles_membership m
    JOIN circles_circle c ON c.id = m.circle_id
    -- A subset never lasts longer than the circle it is drawn from.
    LEFT JOIN circles_membership p ON p.circle_id = c.parent_id AND p.organization_id = org
    WHERE m.organization_id = org
      AND m.valid_from <= at AND (m.valid_to IS NULL OR m.valid_to > at)
      AND (c.parent_id IS NULL
           OR p.valid_from <= at AND (p.valid_to IS NULL OR p.valid_to > at))
$$"""

_MEMBER_COLUMNS = """
    appointment_id bigint, person_id bigint, organization_id bigint, person_name text,
    organization_name text, rights text[], circles bigint[], sees_until timestamptz
"""

# Who an account is under one appointment (the first one if none is named), setting the context.
ENTER = f"""app_enter(account bigint, appointment bigint, at timestamptz)
RETURNS TABLE ({_MEMBER_COLUMNS}) LANGUAGE sql VOLATILE AS $$
    WITH who AS (
        SELECT a.id, a.person_id, a.organization_id, btrim(p.rank || ' ' || p.name) AS name,
               o.name::text AS organization, a.rights::text[], a.valid_to
        FROM organizations_person p
        JOIN organizations_appointment a ON a.person_id = p.id
        JOIN organizations_organization o ON o.id = a.organization_id
        WHERE p.account_id = account
          AND (appointment IS NULL OR a.id = appointment)
          AND a.valid_from <= at AND (a.valid_to IS NULL OR a.valid_to > at)
        ORDER BY a.id LIMIT 1
    ), seen AS MATERIALIZED (
        SELECT who.*, s.circles, least(who.valid_to, s.ends) AS ends,
               set_config('app.circles', s.circles::text, true),
               set_config('app.organizations', '{{' || who.organization_id || '}}', true)
        FROM who CROSS JOIN LATERAL app_sight(who.organization_id, at) s
    )
    SELECT id, person_id, organization_id, name, organization, rights, circles, ends FROM seen
$$"""

# The same for the SHA-256 of an API token, with the token's scopes.
ENTER_BY_TOKEN = f"""app_enter_by_token(hash bytea, at timestamptz)
RETURNS TABLE ({_MEMBER_COLUMNS}, scopes text[]) LANGUAGE sql VOLATILE AS $$
    SELECT m.appointment_id, m.person_id, m.organization_id, m.person_name, m.organization_name,
           m.rights, m.circles, least(m.sees_until, t.expires_at), t.scopes::text[]
    FROM organizations_apitoken t
    JOIN organizations_appointment a ON a.id = t.appointment_id
    JOIN organizations_person p ON p.id = a.person_id
    JOIN organizations_account acc ON acc.id = p.account_id AND acc.is_active
    CROSS JOIN LATERAL app_enter(acc.id, a.id, at) m
    WHERE t.token_hash = hash AND t.revoked_at IS NULL AND t.expires_at > at
$$"""

# All appointments under which an account may act now.
APPOINTMENTS = """app_appointments(account bigint, at timestamptz)
RETURNS TABLE (appointment_id bigint, title text, organization_name text)
LANGUAGE sql STABLE AS $$
    SELECT a.id, a.title::text, o.name::text
    FROM organizations_person p
    JOIN organizations_appointment a ON a.person_id = p.id
    JOIN organizations_organization o ON o.id = a.organization_id
    WHERE p.account_id = account
      AND a.valid_from <= at AND (a.valid_to IS NULL OR a.valid_to > at)
    ORDER BY o.name, a.id
$$"""

# How organizations of a circle are reached at a moment, path by path, without any address.
# `level` is the step of silence at which a path is used: 0 whoever is on duty, 1 the focal points,
# 2 the heads; staff who are not on duty have none. Where nobody is on duty, the next level with a
# usable path stands in for it. Duty rosters stay unreadable: only their outcome leaves.
# Without a circle it tells an organization about itself.
REACH = """app_reach(circle bigint, orgs bigint[], at timestamptz)
RETURNS TABLE (
    organization_id bigint, path_id bigint, kind text, "position" int, person_id bigint,
    post_id bigint, holder text, office text, level int, on_duty boolean, verified boolean,
    quiet_from time, quiet_to time, number text
) LANGUAGE sql STABLE AS $$
    WITH allowed AS (
        SELECT m.organization_id FROM circles_membership m
        JOIN circles_circle c ON c.id = m.circle_id
        LEFT JOIN circles_membership p
            ON p.circle_id = c.parent_id AND p.organization_id = m.organization_id
        WHERE m.circle_id = circle AND circle = ANY (app_circles())
          AND m.organization_id = ANY (orgs)
          AND m.valid_from <= at AND (m.valid_to IS NULL OR m.valid_to > at)
          AND (c.parent_id IS NULL
               OR p.valid_from <= at AND (p.valid_to IS NULL OR p.valid_to > at))
        UNION
        SELECT own FROM unnest(app_organizations()) own
        WHERE circle IS NULL AND own = ANY (orgs)
    ), offices AS (
        SELECT DISTINCT ON (a.person_id) a.person_id, a.title::text, a.role
        FROM organizations_appointment a
        WHERE a.organization_id IN (SELECT allowed.organization_id FROM allowed)
          AND a.valid_from <= at AND (a.valid_to IS NULL OR a.valid_to > at)
        ORDER BY a.person_id, array_position(
            ARRAY['focal_point', 'alternate', 'head', 'deputy', 'staff'], a.role::text)
    ), paths AS (
        SELECT c.organization_id, c.id, c.kind::text, c.position::int, c.person_id, c.post_id,
               coalesce(btrim(p.rank || ' ' || p.name), d.name::text) AS holder,
               coalesce(f.title, '') AS office,
               CASE
                   WHEN d.always_on_duty OR shift.on_duty THEN 0
                   WHEN d.id IS NOT NULL OR f.role IN ('focal_point', 'alternate') THEN 1
                   WHEN f.role IN ('head', 'deputy') THEN 2
               END AS level,
               coalesce(d.always_on_duty, shift.on_duty, false) AS on_duty,
               c.verified_at IS NOT NULL AS verified,
               c.quiet_from, c.quiet_to, c.published_number::text AS number
        FROM organizations_contactpath c
        LEFT JOIN organizations_post d ON d.id = c.post_id
        LEFT JOIN organizations_person p ON p.id = c.person_id
        LEFT JOIN offices f ON f.person_id = c.person_id
        LEFT JOIN LATERAL (
            SELECT true AS on_duty FROM organizations_dutyshift s
            WHERE s.organization_id = c.organization_id AND s.person_id = c.person_id
              AND s.starts_at <= at AND s.ends_at > at LIMIT 1
        ) shift ON true
        WHERE c.organization_id IN (SELECT allowed.organization_id FROM allowed)
          AND c.removed_at IS NULL
          -- Whoever has left is not reached any more.
          AND (c.person_id IS NULL OR f.person_id IS NOT NULL)
    ), first AS (
        SELECT p.organization_id, min(p.level) AS level FROM paths p
        WHERE p.verified AND p.kind <> 'phone' GROUP BY p.organization_id
    )
    SELECT p.organization_id, p.id, p.kind, p.position, p.person_id, p.post_id, p.holder,
           p.office, CASE WHEN p.level = first.level THEN 0 ELSE p.level END, p.on_duty,
           p.verified, p.quiet_from, p.quiet_to, p.number
    FROM paths p LEFT JOIN first USING (organization_id)
    ORDER BY p.organization_id, 9 NULLS LAST, p.position, p.id
$$"""

# The subset of a circle for a set of members, also for one of them whose place in it has ended:
# it is renewed from the parent when the subset is used again.
SUBSET = """app_subset(parent bigint, key bytea) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT c.id FROM circles_circle c
    WHERE c.parent_id = parent AND c.member_key = key AND parent = ANY (app_circles())
      AND EXISTS (SELECT FROM circles_membership m
                  WHERE m.circle_id = c.id AND m.organization_id = ANY (app_organizations()))
$$"""

OPERATIONS = [
    LookUp("app_sight(bigint, timestamptz)", SIGHT),
    LookUp("app_enter(bigint, bigint, timestamptz)", ENTER),
    LookUp("app_enter_by_token(bytea, timestamptz)", ENTER_BY_TOKEN),
    LookUp("app_appointments(bigint, timestamptz)", APPOINTMENTS),
    LookUp("app_subset(bigint, bytea)", SUBSET),
    LookUp("app_reach(bigint, bigint[], timestamptz)", REACH),
]
