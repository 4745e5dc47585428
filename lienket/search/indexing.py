"""Migration step by which the rows of a table are found."""

import re

from django.db import migrations


class Found(migrations.RunSQL):
    """Migration step: a trigger keeps an entry of the search for each row of `table`.

    All other arguments are SQL over the row `NEW`: its `title`, `text` (may be empty), the time
    `at`, whether it is an `exercise`, and `where`, the condition under which all members of its
    circle may read it. A row that no longer fits loses its entry. The table has `circle_id` and the
    column `key`, by which the kind of the entry shows its page; the migration depends on the
    search's first one.
    """

    def __init__(
        self,
        table: str,
        *,
        title: str,
        at: str,
        text: str = "''",
        exercise: str = "false",
        where: str = "true",
        key: str = "id",
    ) -> None:
        read = " ".join((title, at, text, exercise, where, "NEW.circle_id"))
        columns = ", ".join(sorted(set(re.findall(r"\bNEW\.(\w+)", read)) - {key}))
        super().__init__(
            f"""
            CREATE FUNCTION {table}_found() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP <> 'INSERT' THEN
                    IF TG_OP = 'DELETE' OR NOT coalesce({where}, false)
                            OR OLD.circle_id <> NEW.circle_id THEN
                        DELETE FROM search_entry WHERE circle_id = OLD.circle_id
                            AND source = '{table}' AND object_id = OLD.{key};
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN NULL; END IF;
                END IF;
                IF {where} THEN
                    INSERT INTO search_entry AS kept
                        (circle_id, source, object_id, title, text, at, exercise)
                    VALUES (NEW.circle_id, '{table}', NEW.{key},
                        {title}, coalesce({text}, ''), {at}, {exercise})
                    ON CONFLICT (circle_id, source, object_id) DO UPDATE SET
                        title = EXCLUDED.title, text = EXCLUDED.text,
                        at = EXCLUDED.at, exercise = EXCLUDED.exercise
                    WHERE (kept.title, kept.text, kept.at, kept.exercise) IS DISTINCT FROM
                        (EXCLUDED.title, EXCLUDED.text, EXCLUDED.at, EXCLUDED.exercise);
                END IF;
                RETURN NULL;
            END
            $$;
            CREATE TRIGGER found AFTER INSERT OR DELETE OR UPDATE OF {columns} ON {table}
                FOR EACH ROW EXECUTE FUNCTION {table}_found();
            """,
            f"DROP TRIGGER found ON {table}; DROP FUNCTION {table}_found();",
        )
