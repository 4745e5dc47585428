"""The watch looks over all circles, and learns counts only."""

from django.db import migrations

from lienket.kernel.rls import LookUp

# Late is an ask whose time has passed; an open one that has steps left and no time; and one whose
# step was put off again and again, as happens when it fails each time.
WATCH = """app_watch(at timestamptz, grace interval, message_grace interval)
RETURNS TABLE (open_asks bigint, late_asks bigint, latest_by interval, stuck_messages bigint)
LANGUAGE sql STABLE AS $$
    WITH late AS (
        SELECT escalate_at AS promised_at FROM escalation_ask WHERE escalate_at < at - grace
        UNION ALL
        SELECT p.promised_at FROM escalation_ask a CROSS JOIN LATERAL (
            SELECT a.opened_at
                   + make_interval(mins => (a.plan -> a.step::int ->> 'after')::int) AS promised_at
        ) p
        WHERE a.settled_at IS NULL AND a.escalate_at IS NULL
          AND a.step < jsonb_array_length(a.plan)
        UNION ALL
        SELECT p.promised_at FROM escalation_ask a CROSS JOIN LATERAL (
            SELECT a.opened_at
                   + make_interval(mins => (a.plan -> a.step::int ->> 'after')::int) AS promised_at
        ) p
        WHERE a.escalate_at BETWEEN at - grace AND at + interval '1 minute'
          AND p.promised_at < at - grace - interval '2 minutes'
    )
    SELECT
        (SELECT count(*) FROM escalation_ask WHERE settled_at IS NULL),
        (SELECT count(*) FROM late),
        (SELECT greatest(at - min(promised_at), interval '0') FROM late),
        (SELECT count(*) FROM delivery_message
         WHERE state IN ('queued', 'sending') AND send_at < at - message_grace)
$$"""

OPERATIONS = [
    LookUp("app_watch(timestamptz, interval, interval)", WATCH),
    migrations.RunSQL(
        # Counts and times of the engine itself: everybody may see that it lives.
        """
        ALTER TABLE escalation_pulse ENABLE ROW LEVEL SECURITY;
        ALTER TABLE escalation_pulse FORCE ROW LEVEL SECURITY;
        ALTER TABLE escalation_watchround ENABLE ROW LEVEL SECURITY;
        ALTER TABLE escalation_watchround FORCE ROW LEVEL SECURITY;
        CREATE POLICY everybody ON escalation_pulse USING (true) WITH CHECK (true);
        CREATE POLICY everybody ON escalation_watchround USING (true) WITH CHECK (true);
        """,
        "",
    ),
]
