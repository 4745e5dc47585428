from django.db import migrations

from lienket.search.indexing import Found


# The clauses of the text that all have adopted last; those of earlier versions are found no more,
# and none once the regulation has ended. A title cites the clause as offices do.
CLAUSES = """
CREATE FUNCTION regulations_forget_clauses(of_circle bigint, of_regulation bigint) RETURNS void
LANGUAGE sql AS $$
    DELETE FROM search_entry e
    USING regulations_version v, regulations_clause c
    WHERE v.circle_id = of_circle AND v.regulation_id = of_regulation
        AND c.circle_id = of_circle AND c.version_id = v.id
        AND e.circle_id = of_circle AND e.source = 'regulations_clause' AND e.object_id = c.id
$$;
CREATE FUNCTION regulations_clauses_found() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM regulations_forget_clauses(NEW.circle_id, NEW.regulation_id);
    INSERT INTO search_entry (circle_id, source, object_id, title, text, at, exercise)
    SELECT c.circle_id, 'regulations_clause', c.id,
        btrim(CASE c.level
            WHEN 'chapter' THEN 'Chương ' || c.number || '. ' || c.heading
            WHEN 'section' THEN 'Mục ' || c.number || '. ' || c.heading
            WHEN 'article' THEN 'Điều ' || c.number || '. ' || c.heading
            WHEN 'clause' THEN 'Khoản ' || c.number || coalesce(' Điều ' || p.number, '')
                || '. ' || c.heading
            WHEN 'point' THEN 'Điểm ' || c.number || coalesce(' khoản ' || p.number, '')
                || coalesce(' Điều ' || g.number, '') || '. ' || c.heading
            ELSE coalesce('Điều ' || p.number, c.heading) END, ' .'),
        c.text, NEW.adopted_at, false
    FROM regulations_clause c
    LEFT JOIN regulations_clause p ON p.circle_id = c.circle_id AND p.id = c.parent_id
        AND p.level IN ('article', 'clause')
    LEFT JOIN regulations_clause g ON g.circle_id = c.circle_id AND g.id = p.parent_id
        AND g.level = 'article'
    WHERE c.circle_id = NEW.circle_id AND c.version_id = NEW.id AND c.heading || c.text <> ''
    ON CONFLICT (circle_id, source, object_id) DO NOTHING;
    RETURN NULL;
END
$$;
CREATE TRIGGER clauses_found AFTER UPDATE OF adopted_at ON regulations_version
    FOR EACH ROW WHEN (NEW.adopted_at IS NOT NULL) EXECUTE FUNCTION regulations_clauses_found();
CREATE FUNCTION regulations_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM regulations_forget_clauses(NEW.circle_id, NEW.id);
    RETURN NULL;
END
$$;
CREATE TRIGGER clauses_forgotten AFTER UPDATE OF ended_at ON regulations_regulation
    FOR EACH ROW WHEN (NEW.ended_at IS NOT NULL) EXECUTE FUNCTION regulations_ended();
"""
NO_CLAUSES = """
DROP TRIGGER clauses_found ON regulations_version;
DROP TRIGGER clauses_forgotten ON regulations_regulation;
DROP FUNCTION regulations_clauses_found();
DROP FUNCTION regulations_ended();
DROP FUNCTION regulations_forget_clauses(bigint, bigint);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("regulations", "0002_import"),
        ("search", "0001_initial"),
    ]

    operations = [
        Found(
            "regulations_regulation",
            title="btrim(NEW.code || ' ' || NEW.title)",
            at="coalesce(NEW.signed_at, NEW.put_at)",
            where="NEW.put_at IS NOT NULL",
        ),
        migrations.RunSQL(CLAUSES, NO_CLAUSES),
    ]
