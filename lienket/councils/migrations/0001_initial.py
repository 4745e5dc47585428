import django.db.models.deletion
from django.db import migrations, models

from lienket.kernel.rls import SHARED, Protect, SameCircle


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
                ('role', models.CharField(choices=[('chair', 'Chair'), ('deputy', 'Deputy chair'), ('standing', 'Standing member'), ('secretary', 'Secretary'), ('member', 'Member')], max_length=10)),
                ('position', models.PositiveSmallIntegerField()),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('council', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='offices', to='councils.council')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
            ],
        ),
        Protect("councils_council", SHARED),
        Protect("councils_office", SHARED),
        SameCircle("councils_council", "rules_id", "regulations_regulation", on_delete="RESTRICT"),
        SameCircle("councils_office", "council_id", "councils_council"),
    ]
