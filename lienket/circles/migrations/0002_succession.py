from django.db import migrations

from lienket.circles.migrations import _succession


class Migration(migrations.Migration):
    dependencies = [("circles", "0001_initial"), ("organizations", "0002_succession")]
    operations = _succession.OPERATIONS
