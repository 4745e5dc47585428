import django.db.models.constraints
import django.db.models.deletion
from django.db import migrations, models

from lienket.kernel.rls import SHARED, Protect, SameCircle, WorkerFinds


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('circles', '0001_initial'),
        ('councils', '0001_initial'),
        ('documents', '0002_numbered'),
        ('escalation', '0001_initial'),
        ('organizations', '0001_initial'),
        ('plans', '0001_initial'),
        ('regulations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('briefing', 'Briefing'), ('conference', 'Conference'), ('festival', 'Festival day'), ('forum', 'Forum'), ('debrief', 'Debriefing')], max_length=10)),
                ('title', models.CharField(max_length=300)),
                ('reference', models.CharField(blank=True, max_length=30)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('place', models.CharField(blank=True, max_length=300)),
                ('link', models.CharField(blank=True, max_length=300)),
                ('exercise', models.BooleanField(default=False)),
                ('drafted_at', models.DateTimeField()),
                ('invited_at', models.DateTimeField(blank=True, null=True)),
                ('held_at', models.DateTimeField(blank=True, null=True)),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('cancelled_because', models.CharField(blank=True, max_length=500)),
                ('remind_at', models.DateTimeField(blank=True, null=True)),
                ('forget_at', models.DateTimeField(blank=True, null=True)),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('council', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.council')),
                ('follows', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='next', to='meetings.meeting')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('regulation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regulations.regulation')),
            ],
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=300)),
                ('detail', models.TextField(blank=True)),
                ('minutes_planned', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('shortcoming', models.BooleanField(default=False)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('source_url', models.CharField(blank=True, max_length=300)),
                ('source_key', models.CharField(blank=True, max_length=60)),
                ('discussion', models.TextField(blank=True)),
                ('conclusion', models.TextField(blank=True)),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('meeting', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='items', to='meetings.meeting')),
            ],
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.CharField(blank=True, choices=[('comes', 'Comes'), ('substitute', 'Sends a substitute'), ('cannot', 'Cannot come')], max_length=10)),
                ('who', models.CharField(blank=True, max_length=200)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('presence', models.CharField(blank=True, choices=[('present', 'Present'), ('substitute', 'Substitute present'), ('absent', 'Absent')], max_length=10)),
                ('ask', models.OneToOneField(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='escalation.ask')),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('meeting', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='meetings.meeting')),
            ],
        ),
        migrations.CreateModel(
            name='Minutes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chair', models.CharField(blank=True, max_length=200)),
                ('secretary', models.CharField(blank=True, max_length=200)),
                ('opening', models.TextField(blank=True)),
                ('closing', models.TextField(blank=True)),
                ('shared_at', models.DateTimeField(blank=True, null=True)),
                ('round', models.PositiveSmallIntegerField(default=1)),
                ('adopted_at', models.DateTimeField(blank=True, null=True)),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('document', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('meeting', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='minutes', to='meetings.meeting')),
            ],
        ),
        migrations.CreateModel(
            name='Opinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField()),
                ('verdict', models.CharField(blank=True, choices=[('agrees', 'Agrees'), ('objects', 'Objects')], max_length=7)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('given_at', models.DateTimeField(blank=True, null=True)),
                ('ask', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='escalation.ask')),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('minutes', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='opinions', to='meetings.minutes')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
            ],
        ),
        migrations.CreateModel(
            name='Resolution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300)),
                ('due_at', models.DateTimeField()),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('item', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='resolutions', to='meetings.item')),
                ('meeting', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='resolutions', to='meetings.meeting')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('task', models.OneToOneField(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.task')),
            ],
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(fields=['circle', '-starts_at'], name='meetings_of_a_circle'),
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(condition=models.Q(('remind_at__isnull', False)), fields=['remind_at'], name='meetings_to_remind_of'),
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(condition=models.Q(('forget_at__isnull', False)), fields=['forget_at'], name='meetings_to_forget'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='a_meeting_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(('held_at', None), ('cancelled_at', None), _connector='OR'), name='a_meeting_is_held_or_cancelled'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.UniqueConstraint(condition=models.Q(('reference', ''), _negated=True), fields=('circle', 'reference'), name='meeting_references_are_unique'),
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('circle', 'meeting', 'position'), name='agenda_items_are_numbered'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(fields=('circle', 'meeting', 'organization'), name='invited_once'),
        ),
        migrations.AddConstraint(
            model_name='opinion',
            constraint=models.UniqueConstraint(fields=('circle', 'minutes', 'organization', 'round'), name='one_opinion_each'),
        ),
        Protect("meetings_meeting", SHARED),
        Protect("meetings_item", SHARED),
        Protect("meetings_attendance", SHARED),
        Protect("meetings_minutes", SHARED),
        Protect("meetings_opinion", SHARED),
        Protect("meetings_resolution", SHARED),
        SameCircle("meetings_meeting", "council_id", "councils_council", on_delete="RESTRICT"),
        SameCircle(
            "meetings_meeting", "regulation_id", "regulations_regulation", on_delete="RESTRICT"
        ),
        SameCircle("meetings_meeting", "follows_id", "meetings_meeting", on_delete="RESTRICT"),
        SameCircle("meetings_item", "meeting_id", "meetings_meeting"),
        SameCircle("meetings_attendance", "meeting_id", "meetings_meeting"),
        SameCircle("meetings_attendance", "ask_id", "escalation_ask", on_delete="RESTRICT"),
        SameCircle("meetings_minutes", "meeting_id", "meetings_meeting"),
        SameCircle("meetings_minutes", "document_id", "documents_document", on_delete="RESTRICT"),
        SameCircle("meetings_opinion", "minutes_id", "meetings_minutes"),
        SameCircle("meetings_opinion", "ask_id", "escalation_ask", on_delete="RESTRICT"),
        SameCircle("meetings_resolution", "meeting_id", "meetings_meeting"),
        SameCircle("meetings_resolution", "item_id", "meetings_item"),
        SameCircle("meetings_resolution", "task_id", "plans_task", on_delete="RESTRICT"),
        WorkerFinds(
            "meetings_meeting",
            reads="id, circle_id, remind_at, forget_at",
            writes="remind_at, forget_at",
        ),
    ]
