import django.db.models.deletion
from django.db import migrations, models

from lienket.kernel.rls import SHARED, Protect, SameCircle


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('circles', '0001_initial'),
        ('escalation', '0001_initial'),
        ('organizations', '0001_initial'),
        ('regulations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('yearly', 'Yearly plan'), ('campaign', 'Campaign plan'), ('site', 'Site plan')], max_length=8)),
                ('title', models.CharField(max_length=300)),
                ('code', models.CharField(blank=True, max_length=60)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('drafted_at', models.DateTimeField()),
                ('adopted_at', models.DateTimeField(blank=True, null=True)),
                ('circle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('regulation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regulations.regulation')),
            ],
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(blank=True, max_length=200)),
                ('title', models.CharField(max_length=300)),
                ('detail', models.TextField(blank=True)),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('due_at', models.DateTimeField()),
                ('given_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('ask', models.OneToOneField(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='escalation.ask')),
                ('asker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('plan', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='plans.plan')),
            ],
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='a_plan_ends_after_it_starts'),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(fields=['circle', 'due_at'], name='tasks_of_a_circle'),
        ),
        Protect("plans_plan", SHARED),
        Protect("plans_task", SHARED),
        SameCircle("plans_plan", "regulation_id", "regulations_regulation", on_delete="RESTRICT"),
        SameCircle("plans_task", "plan_id", "plans_plan"),
        SameCircle("plans_task", "ask_id", "escalation_ask", on_delete="RESTRICT"),
    ]
