from django.db import migrations

from lienket.search.indexing import Found


# Once a draft is put to its parties, what it obliges to is found too.
PUT = """
CREATE FUNCTION obligations_put() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE obligations_obligation SET title = title
    WHERE circle_id = NEW.circle_id AND regulation_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER obligations_put AFTER UPDATE OF put_at ON regulations_regulation
    FOR EACH ROW WHEN (OLD.put_at IS NULL AND NEW.put_at IS NOT NULL)
    EXECUTE FUNCTION obligations_put();
"""
NOT_PUT = """
DROP TRIGGER obligations_put ON regulations_regulation;
DROP FUNCTION obligations_put();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("obligations", "0001_initial"),
        ("search", "0001_initial"),
    ]

    operations = [
        Found(
            "obligations_obligation",
            title="NEW.code || ' ' || NEW.title",
            text="NEW.proof_name",
            at="NEW.defined_at",
            where="""EXISTS (SELECT FROM regulations_regulation
                WHERE id = NEW.regulation_id AND put_at IS NOT NULL)""",
        ),
        migrations.RunSQL(PUT, NOT_PUT),
    ]
