import django.db.models.deletion
from django.db import migrations, models

from lienket.kernel.rls import PRIVATE, SHARED, Protect, SameCircle


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('circles', '0001_initial'),
        ('organizations', '0001_initial'),
        ('regulations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Council',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('council', 'Council'), ('steering', 'Steering committee'), ('support_team', 'Support team')], max_length=12)),
                ('name', models.CharField(max_length=200)),
                ('short_name', models.CharField(max_length=30)),
                ('decision', models.CharField(blank=True, max_length=200)),
                ('set_up_at', models.DateTimeField()),
                ('dissolved_at', models.DateTimeField(blank=True, null=True)),
                ('circle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('rules', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regulations.regulation')),
            ],
        ),
        migrations.CreateModel(
            name='Office',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('chair', 'Chair of the council'), ('deputy', 'Deputy chair'), ('standing', 'Standing member'), ('secretary', 'Secretary'), ('member', 'Member')], max_length=10)),
                ('position', models.PositiveSmallIntegerField()),
                ('named_at', models.DateTimeField()),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('council', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='offices', to='councils.council')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
            ],
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('appointment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.appointment')),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('office', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='councils.office')),
            ],
        ),
        migrations.CreateModel(
            name='Substitute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField()),
                ('appointment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.appointment')),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('seat', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='substitutes', to='councils.seat')),
            ],
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('formed_at', models.DateTimeField()),
                ('dissolved_at', models.DateTimeField(blank=True, null=True)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
            ],
        ),
        migrations.CreateModel(
            name='TeamEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('size', models.PositiveSmallIntegerField()),
                ('leader', models.CharField(blank=True, max_length=100)),
                ('phone', models.CharField(blank=True, max_length=20)),
                ('published_at', models.DateTimeField()),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='councils.team')),
            ],
        ),
        migrations.CreateModel(
            name='TeamMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('leads', models.BooleanField(default=False)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.person')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='councils.team')),
            ],
        ),
        migrations.AddConstraint(
            model_name='office',
            constraint=models.UniqueConstraint(condition=models.Q(('role', 'chair')), fields=('circle', 'council'), name='one_chair_of_a_council'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='a_seat_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='substitute',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__gte', models.F('valid_from'))), name='standing_in_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='teamentry',
            constraint=models.UniqueConstraint(fields=('circle', 'team'), name='one_entry_in_a_circle'),
        ),
        migrations.AddConstraint(
            model_name='teammember',
            constraint=models.UniqueConstraint(fields=('team', 'person'), name='once_in_a_team'),
        ),
        migrations.AddConstraint(
            model_name='teammember',
            constraint=models.UniqueConstraint(condition=models.Q(('leads', True)), fields=('team',), name='one_leads_a_team'),
        ),
        *[Protect(f"councils_{table}", SHARED) for table in ("council", "office", "seat", "substitute")],
        # All of the circle read it; only the organization itself says how its team stands.
        Protect("councils_teamentry", SHARED, check=f"{SHARED} AND {PRIVATE}"),
        Protect("councils_team", PRIVATE),
        Protect("councils_teammember", PRIVATE),
        SameCircle("councils_council", "rules_id", "regulations_regulation", on_delete="RESTRICT"),
        SameCircle("councils_office", "council_id", "councils_council"),
        SameCircle("councils_seat", "office_id", "councils_office"),
        SameCircle("councils_substitute", "seat_id", "councils_seat"),
    ]
