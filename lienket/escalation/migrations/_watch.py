"""The watch looks over all circles, and learns counts only."""

from django.db import migrations

from lienket.kernel.rls import LookUp

WATCH = """app_watch(at timestamptz, grace interval)
RETURNS TABLE (open_asks bigint, late_asks bigint, latest_by interval, stuck_messages bigint)
LANGUAGE sql STABLE AS $$
    SELECT
        (SELECT count(*) FROM escalation_ask WHERE settled_at IS NULL),
        (SELECT count(*) FROM escalation_ask
         WHERE escalate_at IS NOT NULL AND escalate_at < at - grace),
        (SELECT greatest(at - min(escalate_at), interval '0') FROM escalation_ask
         WHERE escalate_at IS NOT NULL),
        (SELECT count(*) FROM delivery_message
         WHERE state IN ('queued', 'sending') AND send_at < at - grace)
$$"""

OPERATIONS = [
    LookUp("app_watch(timestamptz, interval)", WATCH),
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
