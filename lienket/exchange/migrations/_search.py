"""Finding bulletins of a circle by words of their number and title."""

from django.db import migrations

from lienket.kernel.rls import LookUp

# What is said, without accents and capitals: kept, because computing it for every row that is
# looked at costs more than all the rest. Models do not know it; only the search reads it.
SAID = """
ALTER TABLE exchange_bulletin ADD COLUMN said text NOT NULL
    GENERATED ALWAYS AS (vn_plain(number || ' ' || title)) STORED;
CREATE INDEX bulletins_by_words ON exchange_bulletin USING gin (said gin_trgm_ops);
"""

_OF_THE_CIRCLE = """circle_id = circle AND (issued_at, id)
            < (coalesce(before_at, 'infinity'::timestamptz), coalesce(before_id, 0))"""
_FITTING = """said LIKE wanted AND (of_kind IS NULL OR kind = of_kind)
            AND (of_urgency IS NULL OR urgency = of_urgency)
            AND (is_exercise IS NULL OR exercise = is_exercise)"""

# The newest bulletins of one circle whose words match a LIKE pattern, and which fit the other
# conditions; those that are null count for nothing. Under policies LIKE could use no index, hence
# the look-up, which minds `app_circles()` itself. Frequent words are found among the newest rows;
# rare ones then by their letters, which would be slow for frequent ones.
SEARCH = f"""app_search_bulletins(
    circle bigint, pattern text, of_kind text, of_urgency text, is_exercise boolean,
    before_at timestamptz, before_id bigint, most int
) RETURNS SETOF bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
    wanted text := vn_plain(pattern);
    matching bigint[];
BEGIN
    IF NOT circle = ANY(app_circles()) THEN
        RETURN;
    END IF;
    matching := ARRAY(
        WITH newest AS MATERIALIZED (
            SELECT id, issued_at, said, kind, urgency, exercise FROM exchange_bulletin
            WHERE {_OF_THE_CIRCLE} ORDER BY issued_at DESC, id DESC LIMIT 5000
        )
        SELECT id FROM newest WHERE {_FITTING}
        ORDER BY issued_at DESC, id DESC LIMIT most
    );
    IF cardinality(matching) < most THEN
        matching := ARRAY(
            WITH every AS MATERIALIZED (
                SELECT id, issued_at FROM exchange_bulletin WHERE {_OF_THE_CIRCLE} AND {_FITTING}
            )
            SELECT id FROM every ORDER BY issued_at DESC, id DESC LIMIT most
        );
    END IF;
    RETURN QUERY SELECT unnest(matching);
END
$$"""

OPERATIONS = [
    migrations.RunSQL(SAID, "ALTER TABLE exchange_bulletin DROP COLUMN said"),
    LookUp(
        "app_search_bulletins(bigint, text, text, text, boolean, timestamptz, bigint, int)", SEARCH
    ),
]
