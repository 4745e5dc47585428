from django.db import migrations

from lienket.search.indexing import Found


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0001_initial"),
        ("search", "0001_initial"),
    ]

    operations = [
        Found(
            "meetings_meeting",
            title="btrim(NEW.reference || ' ' || NEW.title)",
            text="NEW.place",
            at="NEW.starts_at",
            exercise="NEW.exercise",
            where="NEW.invited_at IS NOT NULL",
        ),
        # What was said is read by all once it is adopted, and does not change any more.
        Found(
            "meetings_minutes",
            key="meeting_id",
            title="""(
                SELECT btrim(reference || ' ' || title) FROM meetings_meeting
                WHERE circle_id = NEW.circle_id AND id = NEW.meeting_id
            )""",
            text="""concat_ws(E'\n', NEW.opening, (
                SELECT string_agg(concat_ws(E'\n', title, discussion, conclusion), E'\n'
                    ORDER BY position)
                FROM meetings_item
                WHERE circle_id = NEW.circle_id AND meeting_id = NEW.meeting_id
            ), (
                SELECT string_agg(text, E'\n' ORDER BY id) FROM meetings_resolution
                WHERE circle_id = NEW.circle_id AND meeting_id = NEW.meeting_id
            ), NEW.closing)""",
            at="NEW.adopted_at",
            exercise="""(
                SELECT exercise FROM meetings_meeting
                WHERE circle_id = NEW.circle_id AND id = NEW.meeting_id
            )""",
            where="NEW.adopted_at IS NOT NULL",
        ),
    ]
