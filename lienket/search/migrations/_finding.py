"""How entries are found: their words, their indexes, and the look-up past the policies."""

from django.db import migrations

from lienket.kernel.rls import LookUp

# Words without accents, capitals and punctuation, so that "07/QCPH-CAT" is three words.
WORDS = """
CREATE FUNCTION search_words(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$ SELECT btrim(regexp_replace(vn_plain(said), '[^a-z0-9]+', ' ', 'g')) $$;
"""

# `words` also has the circle, as a word that nobody can type: what is rare in a circle is found
# by the index however frequent it is elsewhere. Long texts are found by their beginning.
COLUMNS = """
ALTER TABLE search_entry
    ADD COLUMN words tsvector NOT NULL GENERATED ALWAYS AS (
        setweight(to_tsvector('simple'::regconfig, search_words(title)), 'A')
        || setweight(to_tsvector('simple'::regconfig, search_words(left(text, 100000))), 'D')
        || array_to_tsvector(ARRAY['#' || circle_id::text])
    ) STORED;
CREATE INDEX entries_by_words ON search_entry USING gin (words);
"""

# The words that titles of a circle have had: what a mistyped word may have meant. Two words are one
# mistake apart when they have a form in common: the word itself, or it without one letter. That
# finds a letter too much, too few, another one, and two that changed places.
VOCABULARY = """
CREATE FUNCTION search_forms(word text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$
    SELECT array_agg(DISTINCT overlay(word placing '' from n for 1)) || word
    FROM generate_series(1, CASE WHEN length(word) > 2 THEN length(word) ELSE 0 END) AS n
$$;
CREATE FUNCTION search_letters(word text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$ SELECT string_agg(letter, '' ORDER BY letter) FROM string_to_table(word, NULL) AS letter $$;
ALTER TABLE search_word
    ADD COLUMN forms text[] NOT NULL GENERATED ALWAYS AS (search_forms(word::text)) STORED;
CREATE INDEX words_by_forms ON search_word USING gin (forms);
CREATE FUNCTION search_learn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_word (circle_id, word)
    SELECT NEW.circle_id, word
    FROM (SELECT DISTINCT unnest(string_to_array(search_words(NEW.title), ' ')) AS word) said
    WHERE length(word) BETWEEN 2 AND 30 AND word ~ '[a-z]'
    ORDER BY word
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
CREATE TRIGGER learn AFTER INSERT OR UPDATE OF title ON search_entry
    FOR EACH ROW EXECUTE FUNCTION search_learn();
"""

# Entries of the given circles that have all words asked for, the last one perhaps unfinished; if
# there are none, those that have words one mistake away. Best first: words of titles count most,
# then words that stand together; whole words, the same accents and what is recent come before
# the rest. A few of the newest entries show whether words are frequent: those are found among more
# of the newest, rare ones by the index, which would be slow for frequent ones. Under policies no
# index could be used, hence the look-up, which minds `app_circles()` itself.
FIND = """app_search(
    asked text, of_circles bigint[], of_sources text[], moment timestamptz, past int, most int
) RETURNS TABLE (
    circle_id bigint, source text, object_id bigint, title text, text text, at timestamptz,
    exercise boolean, guessed boolean
) LANGUAGE plpgsql STABLE SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
    mine bigint[] := ARRAY(SELECT unnest(of_circles) INTERSECT SELECT unnest(app_circles()));
    terms text[] := string_to_array(nullif(search_words(left(asked, 200)), ''), ' ');
    whole tsquery := to_tsquery('simple', array_to_string(terms, ' & '));
    wanted tsquery := to_tsquery('simple', array_to_string(terms, ' & ') || ':*');
    in_mine tsquery;
    fitting bigint[];
    depth int;
BEGIN
    IF terms IS NULL OR mine = '{}' THEN
        RETURN;
    END IF;
    SELECT string_agg(quote_literal('#' || circle), ' | ')::tsquery INTO in_mine
        FROM unnest(mine) circle;
    FOR attempt IN 1..3 LOOP
        FOREACH depth IN ARRAY '{200, 2000}'::int[] LOOP
            fitting := ARRAY(
                WITH newest AS MATERIALIZED (
                    SELECT e.* FROM unnest(mine) AS one (circle) CROSS JOIN LATERAL (
                        SELECT id, source, words FROM search_entry
                        WHERE circle_id = one.circle
                        ORDER BY at DESC LIMIT depth / cardinality(mine) + depth / 40
                    ) e
                )
                SELECT id FROM newest
                WHERE words @@ wanted AND (of_sources IS NULL OR source = ANY(of_sources))
            );
            EXIT WHEN cardinality(fitting) * 20 < depth;
        END LOOP;
        IF cardinality(fitting) < past + most THEN
            fitting := ARRAY(
                SELECT id FROM search_entry
                WHERE words @@ (in_mine && wanted) AND circle_id = ANY(mine)
                    AND (of_sources IS NULL OR source = ANY(of_sources))
                LIMIT 2000
            );
        END IF;
        IF fitting <> '{}' THEN
            RETURN QUERY
            SELECT e.circle_id, e.source::text, e.object_id, e.title, e.text, e.at, e.exercise,
                attempt > 1
            FROM search_entry e WHERE e.id = ANY(fitting)
            ORDER BY ts_rank_cd('{0.05, 0.2, 0.4, 1.0}', e.words, wanted, 4)
                * CASE WHEN e.words @@ whole THEN 3 ELSE 1 END
                * CASE WHEN strpos(lower(e.title), lower(btrim(asked))) > 0 THEN 2 ELSE 1 END
                / (1 + abs(extract(epoch FROM moment - e.at)) / 31557600) DESC, e.at DESC, e.id
            OFFSET past LIMIT most;
            RETURN;
        END IF;
        -- Nothing is spelled so. At first a known word stays, and an unknown one may have meant the
        -- nearest: the same letters in another order, else one mistake away. Then known ones may be
        -- mistaken too, and a word that is like no other is left out.
        SELECT string_agg(any_of, ' & ')::tsquery INTO wanted FROM (
            SELECT '(' || string_agg(quote_literal(word), ' | ') || ')' AS any_of
            FROM (
                SELECT said, place, search_forms(said) AS forms, search_letters(said) AS letters
                FROM unnest(terms) WITH ORDINALITY AS term (said, place) OFFSET 0
            ) term CROSS JOIN LATERAL (
                (
                    SELECT word FROM (
                        SELECT word, far, min(far) OVER () AS nearest FROM (
                            SELECT word, CASE WHEN word = said THEN 0
                                WHEN search_letters(word) = letters THEN 1 ELSE 2 END AS far
                            FROM (
                                SELECT DISTINCT v.word::text FROM search_word v
                                WHERE v.forms && term.forms AND v.circle_id = ANY(mine)
                            ) alike
                        ) measured
                    ) compared
                    WHERE far = nearest OR attempt = 2
                    ORDER BY far, similarity(word, said) DESC, word LIMIT 5
                )
                UNION SELECT said WHERE attempt = 1
            ) near
            GROUP BY place
        ) each_term;
        IF wanted IS NULL THEN
            RETURN;
        END IF;
    END LOOP;
END
$$"""

OPERATIONS = [
    migrations.RunSQL(WORDS, "DROP FUNCTION search_words(text)"),
    migrations.RunSQL(COLUMNS, "ALTER TABLE search_entry DROP COLUMN words"),
    migrations.RunSQL(VOCABULARY, "DROP FUNCTION search_learn() CASCADE"),
    LookUp("app_search(text, bigint[], text[], timestamptz, int, int)", FIND),
]
