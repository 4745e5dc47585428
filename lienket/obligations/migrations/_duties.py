"""What of duties goes beyond the circle that is in sight."""

from django.db import migrations

from lienket.kernel.rls import LookUp

# A duty lives in the circle of its obligation, or in a subset of it.
FAMILY = migrations.RunSQL(
    """
    CREATE FUNCTION obligations_same_family() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
    BEGIN
        IF NOT EXISTS (
            SELECT FROM obligations_obligation o JOIN circles_circle c ON c.id = NEW.circle_id
            WHERE o.id = NEW.obligation_id AND o.circle_id IN (c.id, c.parent_id)
        ) THEN
            RAISE EXCEPTION 'a duty lives in the circle of its obligation or a subset of it';
        END IF;
        RETURN NEW;
    END $$;
    ALTER FUNCTION obligations_same_family() OWNER TO lienket_reader;
    CREATE TRIGGER same_family BEFORE INSERT OR UPDATE OF circle_id, obligation_id
        ON obligations_duty FOR EACH ROW EXECUTE FUNCTION obligations_same_family();
    """,
    """
    DROP TRIGGER same_family ON obligations_duty;
    DROP FUNCTION obligations_same_family();
    """,
)

# Ends the duties of some obligations, also in subsets of which the one who ends them is no member,
# and tells up to when each was opened. Only obligations in sight are looked at.
END = """obligations_end_duties(obligations bigint[], at timestamptz)
RETURNS TABLE (obligation_id bigint, organization_id bigint, opened_until timestamptz)
LANGUAGE sql VOLATILE AS $$
    UPDATE obligations_duty d SET ended_at = at, opens_at = NULL
    FROM obligations_obligation o
    WHERE d.obligation_id = o.id AND o.id = ANY (obligations) AND d.ended_at IS NULL
      AND o.circle_id = ANY ((SELECT app_circles())::bigint[])
    RETURNING d.obligation_id, d.organization_id, d.opened_until
$$"""

# The term of some obligations ends on a day: duties ask for nothing that opens later.
LIMIT = """obligations_limit_duties(obligations bigint[], day date)
RETURNS void LANGUAGE sql VOLATILE AS $$
    UPDATE obligations_duty d SET last_day = day
    FROM obligations_obligation o
    WHERE d.obligation_id = o.id AND o.id = ANY (obligations) AND d.ended_at IS NULL
      AND o.circle_id = ANY ((SELECT app_circles())::bigint[])
      AND (d.last_day IS NULL OR d.last_day > day)
$$"""

# The schedule of some obligations changes from a day on: their duties are due to be looked at, those
# that have not begun yet as soon as they begin.
RESCHEDULE = """obligations_reschedule_duties(obligations bigint[], day date, at timestamptz)
RETURNS void LANGUAGE sql VOLATILE AS $$
    UPDATE obligations_duty d
    SET changed_from = least(d.changed_from, day), opens_at = greatest(at, d.opened_until)
    FROM obligations_obligation o
    WHERE d.obligation_id = o.id AND o.id = ANY (obligations) AND d.ended_at IS NULL
      AND o.circle_id = ANY ((SELECT app_circles())::bigint[])
$$"""

# Who holds a calendar address: account and appointment; nobody if it was revoked.
FEED = """app_feed(hash bytea)
RETURNS TABLE (account_id bigint, appointment_id bigint) LANGUAGE sql STABLE AS $$
    SELECT p.account_id, f.appointment_id
    FROM obligations_feed f
    JOIN organizations_appointment a ON a.id = f.appointment_id
    JOIN organizations_person p ON p.id = a.person_id
    JOIN organizations_account acc ON acc.id = p.account_id AND acc.is_active
    WHERE f.token_hash = hash
$$"""

OPERATIONS = [
    FAMILY,
    # The look-up role reads; to end duties it must write these columns as well.
    migrations.RunSQL(
        """
        GRANT UPDATE (ended_at, opens_at, last_day, changed_from)
            ON obligations_duty TO lienket_reader;
        CREATE POLICY ending ON obligations_duty FOR UPDATE TO lienket_reader USING (true);
        """,
        """
        DROP POLICY ending ON obligations_duty;
        REVOKE UPDATE (ended_at, opens_at, last_day, changed_from)
            ON obligations_duty FROM lienket_reader;
        """,
    ),
    LookUp("obligations_end_duties(bigint[], timestamptz)", END),
    LookUp("obligations_limit_duties(bigint[], date)", LIMIT),
    LookUp("obligations_reschedule_duties(bigint[], date, timestamptz)", RESCHEDULE),
    LookUp("app_feed(bytea)", FEED),
]
