"""Which personal data is to be erased, across all organizations."""

from lienket.kernel.rls import LookUp

# People whose last appointment ended more than `days` ago, with the account that then serves
# nobody any more. Ids only.
DEPARTED = """app_departed(at timestamptz, days int)
RETURNS TABLE (organization_id bigint, person_id bigint, account_id bigint)
LANGUAGE sql STABLE AS $$
    WITH gone AS (
        SELECT p.id, p.organization_id, p.account_id FROM organizations_person p
        WHERE p.name <> '' AND NOT EXISTS (
            SELECT FROM organizations_appointment a
            WHERE a.person_id = p.id
              AND (a.valid_to IS NULL OR a.valid_to > at - make_interval(days => days)))
    )
    SELECT gone.organization_id, gone.id, account.id
    FROM gone
    LEFT JOIN organizations_account account
        ON account.id = gone.account_id AND NOT account.is_operator AND NOT EXISTS (
            SELECT FROM organizations_person other
            WHERE other.account_id = gone.account_id
              AND other.id NOT IN (SELECT id FROM gone))
    ORDER BY gone.organization_id, gone.id
$$"""

# Organizations with duty shifts that ended before `shifts_end`, or addresses of expired invitations.
OUTDATED = """app_outdated(at timestamptz, shifts_end timestamptz)
RETURNS TABLE (organization_id bigint) LANGUAGE sql STABLE AS $$
    SELECT s.organization_id FROM organizations_dutyshift s WHERE s.ends_at < shifts_end
    UNION
    SELECT i.organization_id FROM organizations_personinvitation i
    WHERE i.expires_at <= at AND i.email <> ''
$$"""

OPERATIONS = [
    LookUp("app_departed(timestamptz, int)", DEPARTED),
    LookUp("app_outdated(timestamptz, timestamptz)", OUTDATED),
]
