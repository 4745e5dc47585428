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

# The newest bulletins of one circle whose words match a LIKE pattern, and which fit the other
# conditions; those that are null count for nothing. Under policies LIKE could use no index, hence
# the look-up, which minds `app_circles()` itself. The statement is planned anew for each call: rare
# words are found by their letters, frequent ones by going back in time.
SEARCH = """app_search_bulletins(
    circle bigint, pattern text, of_kind text, of_urgency text, is_exercise boolean,
    before_at timestamptz, before_id bigint, most int
) RETURNS SETOF bigint LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF NOT circle = ANY(app_circles()) THEN
        RETURN;
    END IF;
    RETURN QUERY EXECUTE '
        SELECT id FROM exchange_bulletin
        WHERE circle_id = $1 AND said LIKE vn_plain($2)
          AND ($3 IS NULL OR kind = $3)
          AND ($4 IS NULL OR urgency = $4)
          AND ($5 IS NULL OR exercise = $5)
          AND ($6 IS NULL OR (issued_at, id) < ($6, $7))
        ORDER BY issued_at DESC, id DESC LIMIT $8'
    USING circle, pattern, of_kind, of_urgency, is_exercise, before_at, before_id, most;
END
$$"""

OPERATIONS = [
    migrations.RunSQL(SAID, "ALTER TABLE exchange_bulletin DROP COLUMN said"),
    LookUp(
        "app_search_bulletins(bigint, text, text, text, boolean, timestamptz, bigint, int)", SEARCH
    ),
]
