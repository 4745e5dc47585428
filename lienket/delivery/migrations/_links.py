"""What a signed link opens: looked up before any context is known."""

from lienket.kernel.rls import LookUp

# Nothing when the path was removed, the person holds no office any more, the organization is no
# longer in the circle, or the message is older than `days`.
LINK = """app_link(message bigint, at timestamptz, days int)
RETURNS TABLE (message_id bigint, circle_id bigint, organization_id bigint, person_id bigint)
LANGUAGE sql STABLE AS $$
    SELECT m.id, m.circle_id, m.organization_id, c.person_id
    FROM delivery_message m
    JOIN organizations_contactpath c ON c.id = m.path_id AND c.removed_at IS NULL
    WHERE m.id = message
      AND m.queued_at > at - make_interval(days => days)
      AND m.circle_id = ANY ((SELECT s.circles FROM app_sight(m.organization_id, at) s)::bigint[])
      AND (c.person_id IS NULL OR EXISTS (
          SELECT FROM organizations_appointment a
          WHERE a.person_id = c.person_id
            AND a.valid_from <= at AND (a.valid_to IS NULL OR a.valid_to > at)))
$$"""

OPERATIONS = [LookUp("app_link(bigint, timestamptz, int)", LINK)]
