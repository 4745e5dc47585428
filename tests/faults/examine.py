"""What the promises are compared with: the database and the mailbox, when all is quiet again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.faults.installation import Installation
from tests.faults.post import Post

WAITING = """
    SELECT 'messages', count(*) FROM delivery_message WHERE state IN ('queued', 'sending')
    UNION ALL SELECT 'steps', count(*) FROM escalation_ask WHERE escalate_at IS NOT NULL
    UNION ALL SELECT 'jobs', count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')
"""

# Each query finds what must not be; the name says what that would mean.
LOSSES = {
    "a required notice was not delivered, although nobody had answered": """
        SELECT m.id, m.state, m.reason FROM delivery_message m
        JOIN escalation_ask a USING (envelope_id, organization_id)
        JOIN organizations_contactaddress c USING (path_id)
        WHERE m.state NOT IN ('sent', 'delivered') AND NOT c.address = ANY (%s)
          AND NOT (m.state IN ('cancelled', 'recalled') AND a.settled_at IS NOT NULL)
    """,
    "an organization was not told at all": """
        SELECT r.id FROM exchange_receipt r JOIN exchange_bulletin b ON b.id = r.bulletin_id
        WHERE NOT EXISTS (
            SELECT FROM delivery_message m
            WHERE m.envelope_id = b.envelope_id AND m.organization_id = r.organization_id
              AND m.purpose = 'first')
    """,
    "a step of escalation is missing": """
        SELECT a.id, a.step, a.settled_at, array_agg(e.step ORDER BY e.at)
        FROM escalation_ask a LEFT JOIN escalation_escalation e ON e.ask_id = a.id
        GROUP BY a.id
        HAVING coalesce(array_agg(e.step::int ORDER BY e.at) FILTER (WHERE e.id IS NOT NULL), '{}')
               <> ARRAY(SELECT generate_series(0, a.step - 1))
            OR a.settled_at IS NULL AND a.step < jsonb_array_length(a.plan)
    """,
    "an answered ask is still open": """
        SELECT a.id FROM exchange_acknowledgement k JOIN exchange_receipt r ON r.id = k.receipt_id
        JOIN escalation_ask a ON a.id = r.ask_id WHERE a.settled_at IS NULL
    """,
    "a reaction was given up": "SELECT id, status, args FROM procrastinate_jobs",
}
DUPLICATES = {
    "a notice was written twice": """
        SELECT envelope_id, path_id FROM delivery_message
        WHERE purpose = 'first' GROUP BY 1, 2 HAVING count(*) > 1
    """,
    "a silent organization was not reminded once in each step": """
        SELECT a.id, p.id, a.step, count(m.id)
        FROM escalation_ask a
        JOIN organizations_person holder ON holder.organization_id = a.organization_id
        JOIN organizations_contactpath p ON p.person_id = holder.id
        LEFT JOIN delivery_message m ON m.envelope_id = a.envelope_id AND m.path_id = p.id
             AND m.purpose = 'reminder'
        GROUP BY a.id, p.id, a.step HAVING count(m.id) <> a.step
    """,
    "a hierarchy did not hear once of each silence": """
        WITH expected AS (
            SELECT a.envelope_id, told AS organization_id, count(DISTINCT e.at) AS times
            FROM escalation_escalation e
            JOIN escalation_ask a ON a.id = e.ask_id
            JOIN organizations_organization silent ON silent.id = a.organization_id
            JOIN organizations_organization asker ON asker.id = a.asker_id,
            unnest(ARRAY[silent.superior_id, asker.id, asker.superior_id]) AS told
            WHERE e.to = 'superior' AND told <> a.organization_id
            GROUP BY 1, 2
        ), heard AS (
            SELECT envelope_id, organization_id, path_id, count(*) AS times
            FROM delivery_message WHERE purpose = 'escalation' GROUP BY 1, 2, 3
        )
        SELECT * FROM expected FULL JOIN heard USING (envelope_id, organization_id)
        WHERE expected.times IS DISTINCT FROM heard.times
    """,
    "a step was taken after the answer": """
        SELECT a.id, step.id, answer.id
        FROM journal_event answer
        JOIN exchange_receipt r ON r.id = (answer.facts->>'receipt_id')::bigint
        JOIN escalation_ask a ON a.id = r.ask_id
        JOIN journal_event step ON step.type = 'AskEscalated'
             AND (step.facts->>'ask_id')::bigint = a.id AND step.id > answer.id
        WHERE answer.type = 'ReceiptAnswered'
    """,
    "the journal tells something other than once": """
        WITH told AS (
            SELECT type, CASE type
                WHEN 'BulletinIssued' THEN facts->>'bulletin_id'
                WHEN 'ReceiptAnswered' THEN facts->>'receipt_id'
                WHEN 'AskEscalated' THEN concat(facts->>'ask_id', '.', facts->>'step')
                WHEN 'MessageFailed' THEN facts->>'message_id'
                WHEN 'MessageMoved' THEN facts->>'message_id' END AS what
            FROM journal_event
            WHERE type IN ('BulletinIssued', 'ReceiptAnswered', 'AskEscalated', 'MessageFailed')
               OR type = 'MessageMoved' AND facts->>'state' = 'sent'
        ), happened AS (
            SELECT 'BulletinIssued' AS type, id::text AS what FROM exchange_bulletin
            UNION ALL SELECT 'ReceiptAnswered', receipt_id::text FROM exchange_acknowledgement
            UNION ALL SELECT 'AskEscalated', concat(ask_id, '.', step) FROM escalation_escalation
            UNION ALL SELECT 'MessageFailed', id::text FROM delivery_message WHERE state = 'failed'
            UNION ALL SELECT 'MessageMoved', id::text FROM delivery_message WHERE state = 'sent'
        )
        (SELECT * FROM told EXCEPT ALL SELECT * FROM happened)
        UNION ALL (SELECT * FROM happened EXCEPT ALL SELECT * FROM told)
    """,
}


@dataclass
class Findings:
    """What was lost and what came twice, in words; the rest are figures."""

    losses: list[str] = field(default_factory=list)
    duplicates: list[str] = field(default_factory=list)
    letters: int = 0
    # The same letter once more after a crash: mailboxes show it once, by its Message-ID.
    raw_repeats: int = 0
    steps: int = 0


def waiting(installation: Installation) -> dict[str, int]:
    """What the engine has still to do, by kind."""
    return {kind: count for kind, count in installation.rows(WAITING) if count}


def examine(
    installation: Installation,
    post: Post,
    *,
    issued: Mapping[str, dict[str, Any]],
    acknowledged: Collection[int],
) -> Findings:
    """Compare what clients were promised and what the engine owes with what there is."""
    found = Findings()
    refusing = list(post.address_replies)
    for what, query in LOSSES.items():
        rows = installation.rows(query, refusing) if "%s" in query else installation.rows(query)
        found.losses += [f"{what}: {row}" for row in rows]
    for what, query in DUPLICATES.items():
        found.duplicates += [f"{what}: {row}" for row in installation.rows(query)]
    _compare_promises(installation, found, issued, acknowledged)
    _compare_letters(installation, found, post)
    ((found.steps,),) = installation.rows("SELECT count(*) FROM escalation_escalation")
    return found


def _compare_promises(
    installation: Installation,
    found: Findings,
    issued: Mapping[str, dict[str, Any]],
    acknowledged: Collection[int],
) -> None:
    """Whatever was answered with 201 is there, once."""
    promised = {
        (key, answer["id"], receipt["id"])
        for key, answer in issued.items()
        for receipt in answer["receipts"]
    }
    kept = set(
        installation.rows(
            "SELECT b.idempotency_key, b.id, r.id"
            " FROM exchange_bulletin b JOIN exchange_receipt r ON r.bulletin_id = b.id"
        )
    )
    found.losses += [f"issued and gone: {one}" for one in promised - kept]
    found.duplicates += [f"issued once more: {one}" for one in kept - promised]
    answered = {
        receipt
        for (receipt,) in installation.rows("SELECT receipt_id FROM exchange_acknowledgement")
    }
    found.losses += [f"answered and gone: receipt {one}" for one in set(acknowledged) - answered]
    found.duplicates += [f"never answered: receipt {one}" for one in answered - set(acknowledged)]


def _compare_letters(installation: Installation, found: Findings, post: Post) -> None:
    """Each message came to its address under one Message-ID, and nothing else came."""
    copies = post.copies()
    found.letters = len(copies)
    found.raw_repeats = copies.total() - len(copies)
    came = {(key, address) for key, _, address in copies}
    sent = set(
        installation.rows(
            "SELECT key::text, address FROM delivery_message"
            " JOIN organizations_contactaddress USING (path_id) WHERE state = 'sent'"
        )
    )
    written = set(
        installation.rows(
            "SELECT key::text, address FROM delivery_message"
            " JOIN organizations_contactaddress USING (path_id)"
        )
    )
    found.losses += [f"marked as sent and not in the mailbox: {one}" for one in sent - came]
    found.duplicates += [f"nobody wrote this: {one}" for one in came - written]
    if len(came) < len(copies):
        found.duplicates.append(f"{len(copies) - len(came)} letters under a second Message-ID")
