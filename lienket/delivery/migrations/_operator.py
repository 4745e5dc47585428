"""What operators see of messages: counts by channel, state and reason; no content, nobody's name."""

from lienket.kernel.rls import LookUp

# Of messages queued since `since`; `oldest` is when the longest-waiting one should have been sent.
STATES = """app_message_states(since timestamptz)
RETURNS TABLE (channel text, state text, messages bigint, attempts bigint, oldest timestamptz)
LANGUAGE sql STABLE AS $$
    SELECT m.channel::text, m.state::text, count(*), sum(m.attempts),
           min(m.send_at) FILTER (WHERE m.state IN ('queued', 'sending'))
    FROM delivery_message m WHERE m.queued_at >= since
    GROUP BY m.channel, m.state ORDER BY m.channel, m.state
$$"""

# Attempts since `since` that failed, by reason.
FAILURES = """app_delivery_failures(since timestamptz)
RETURNS TABLE (channel text, reason int, permanent boolean, attempts bigint, latest timestamptz)
LANGUAGE sql STABLE AS $$
    SELECT m.channel::text, a.reason::int, a.permanent, count(*), max(a.at)
    FROM delivery_attempt a JOIN delivery_message m ON m.id = a.message_id
    WHERE a.at >= since AND a.reason IS NOT NULL
    GROUP BY m.channel, a.reason, a.permanent ORDER BY 4 DESC, 1, 2
$$"""

OPERATIONS = [
    LookUp("app_message_states(timestamptz)", STATES),
    LookUp("app_delivery_failures(timestamptz)", FAILURES),
]
