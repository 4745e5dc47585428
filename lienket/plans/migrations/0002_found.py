from django.db import migrations

from lienket.search.indexing import Found


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0001_initial"),
        ("search", "0001_initial"),
    ]

    operations = [
        Found(
            "plans_plan",
            title="btrim(NEW.code || ' ' || NEW.title)",
            at="coalesce(NEW.adopted_at, NEW.submitted_at)",
            where="coalesce(NEW.submitted_at, NEW.adopted_at) IS NOT NULL",
        ),
        Found(
            "plans_task",
            title="btrim(NEW.reference || ' ' || NEW.title)",
            text="NEW.detail",
            at="NEW.due_at",
            exercise="coalesce((SELECT exercise FROM plans_run WHERE id = NEW.run_id), false)",
            where="NEW.given_at IS NOT NULL",
        ),
        Found(
            "plans_playbook",
            title="NEW.title",
            text="NEW.situation",
            at="NEW.approved_at",
            where="NEW.approved_at IS NOT NULL AND NEW.retired_at IS NULL",
        ),
    ]
