from django.db import migrations, models

from lienket.kernel.rls import AppendOnly, Protect

TABLE = """
CREATE TABLE journal_event (
    id bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL,
    type text NOT NULL,
    circle_id bigint,
    organization_id bigint,
    by text NOT NULL,
    cause uuid NOT NULL,
    facts jsonb NOT NULL,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    floor xid8 NOT NULL DEFAULT pg_snapshot_xmin(pg_current_snapshot()),
    PRIMARY KEY (id, at),
    CHECK (circle_id IS NOT NULL OR organization_id IS NOT NULL)
) PARTITION BY RANGE (at);
CREATE INDEX journal_event_circle ON journal_event (circle_id, xid);
CREATE INDEX journal_event_organization ON journal_event (organization_id, at)
    WHERE organization_id IS NOT NULL;
-- What no month was made for yet still has a place; there should be nothing in it.
CREATE TABLE journal_event_other PARTITION OF journal_event DEFAULT;
ALTER TABLE journal_event_other ENABLE ROW LEVEL SECURITY;
ALTER TABLE journal_event_other FORCE ROW LEVEL SECURITY;
"""

# Partitions are made by their owner only, so the periodic step reaches it through a function.
# A partition has no policy of its own: rows are reached through the parent or not at all.
MONTHS = """
CREATE FUNCTION journal_open_months(today date, months int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    month date;
    name text;
    opened int := 0;
BEGIN
    IF months > 36 THEN RAISE EXCEPTION 'at most 36 months at once'; END IF;
    FOR month IN SELECT generate_series(
        date_trunc('month', today), date_trunc('month', today) + make_interval(months => months),
        interval '1 month')::date
    LOOP
        name := 'journal_event_' || to_char(month, 'YYYY_MM');
        IF to_regclass(name) IS NULL THEN
            EXECUTE format(
                'CREATE TABLE %I PARTITION OF journal_event FOR VALUES FROM (%L) TO (%L)',
                name, month, (month + interval '1 month')::date);
            EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
            EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
            opened := opened + 1;
        END IF;
    END LOOP;
    RETURN opened;
END $$;
REVOKE ALL ON FUNCTION journal_open_months(date, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION journal_open_months(date, int) TO lienket_runtime, lienket_worker;
SELECT journal_open_months((now() - interval '18 months')::date, 24);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("kernel", "0001_context")]
    operations = [
        migrations.RunSQL(TABLE, "DROP TABLE journal_event"),
        Protect(
            "journal_event",
            "circle_id = ANY((SELECT app_circles())::bigint[])"
            " OR organization_id = ANY((SELECT app_organizations())::bigint[])",
        ),
        AppendOnly("journal_event"),
        migrations.RunSQL(MONTHS, "DROP FUNCTION journal_open_months(date, int)"),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("type", models.TextField()),
                        ("circle_id", models.BigIntegerField(null=True)),
                        ("organization_id", models.BigIntegerField(null=True)),
                        ("by", models.TextField()),
                        ("cause", models.UUIDField()),
                        ("facts", models.JSONField()),
                        ("xid", models.TextField()),
                        ("floor", models.TextField()),
                    ],
                    options={"db_table": "journal_event", "managed": False},
                ),
            ],
        ),
    ]
