import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from lienket.kernel.rls import PRIVATE, SHARED, AppendOnly, Protect, SameCircle, WorkerFinds
from lienket.obligations.migrations import _duties


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('circles', '0002_succession'),
        ('councils', '0001_initial'),
        ('documents', '0002_numbered'),
        ('escalation', '0001_initial'),
        ('organizations', '0002_succession'),
        ('regulations', '0002_import'),
    ]

    operations = [
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.BinaryField(max_length=32, unique=True)),
                ('created_at', models.DateTimeField()),
                ('appointment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.appointment')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
        ),
        migrations.CreateModel(
            name='Fulfilment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True)),
                ('nothing_to_report', models.BooleanField(default=False)),
                ('by', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
            ],
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('file', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.file')),
                ('fulfilment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='obligations.fulfilment')),
            ],
        ),
        migrations.CreateModel(
            name='Confirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('fulfilment', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='confirmation', to='obligations.fulfilment')),
            ],
        ),
        migrations.CreateModel(
            name='Obligation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=12)),
                ('clause_key', models.CharField(max_length=60)),
                ('title', models.CharField(max_length=300)),
                ('office', models.CharField(blank=True, max_length=120)),
                ('cadence', models.JSONField()),
                ('proof', models.CharField(choices=[('words', 'A statement in words'), ('file', 'A document or minutes (file)'), ('photo', 'Photos'), ('zero', 'What happened, or the signed statement that nothing did'), ('none', 'Nothing besides the confirmation')], default='words', max_length=5)),
                ('proof_name', models.CharField(blank=True, max_length=120)),
                ('indicator', models.CharField(blank=True, max_length=12)),
                ('urgency', models.CharField(choices=[('normal', 'Ordinary'), ('urgent', 'Urgent'), ('very_urgent', 'Very urgent'), ('immediate', 'Immediate')], default='normal', max_length=12)),
                ('remind_before', models.PositiveIntegerField(default=1440)),
                ('grace', models.PositiveIntegerField(default=0)),
                ('defined_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_because', models.CharField(blank=True, max_length=500)),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('council_office', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.office')),
                ('regulation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regulations.regulation')),
            ],
        ),
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('jointly', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('opened_until', models.DateTimeField()),
                ('opens_at', models.DateTimeField(null=True)),
                ('changed_from', models.DateField(null=True)),
                ('last_day', models.DateField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('asker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('obligation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='obligations.obligation')),
            ],
        ),
        migrations.CreateModel(
            name='ObligationParty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('responsible', 'Responsible'), ('jointly', 'Jointly responsible'), ('counterpart', 'Counterpart')], max_length=11)),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('obligation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='obligations.obligation')),
                ('party', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regulations.party')),
            ],
        ),
        migrations.CreateModel(
            name='Tightening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('cadence', models.JSONField()),
                ('because', models.CharField(max_length=400)),
                ('by', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('lifted_at', models.DateTimeField(blank=True, null=True)),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('obligation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='tightenings', to='obligations.obligation')),
            ],
        ),
        migrations.CreateModel(
            name='Occurrence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period_start', models.DateField()),
                ('period_end', models.DateField()),
                ('ordinal', models.PositiveIntegerField(default=0)),
                ('event', models.CharField(blank=True, max_length=300)),
                ('event_at', models.DateTimeField(null=True)),
                ('opened_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('late_at', models.DateTimeField()),
                ('fulfilled_at', models.DateTimeField(null=True)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('excused_at', models.DateTimeField(null=True)),
                ('nothing_to_report', models.BooleanField(default=False)),
                ('ask', models.OneToOneField(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='escalation.ask')),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('duty', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='occurrences', to='obligations.duty')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
            ],
        ),
        migrations.AddField(
            model_name='fulfilment',
            name='occurrence',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='fulfilments', to='obligations.occurrence'),
        ),
        migrations.CreateModel(
            name='Excuse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=500)),
                ('by', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('occurrence', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='excuse', to='obligations.occurrence')),
            ],
        ),
        migrations.CreateModel(
            name='Return',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=500)),
                ('due_at', models.DateTimeField()),
                ('by', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('earlier_ask', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='escalation.ask')),
                ('fulfilment', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='return_of', to='obligations.fulfilment')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
            ],
        ),
        migrations.AddConstraint(
            model_name='obligation',
            constraint=models.UniqueConstraint(fields=('circle', 'regulation', 'code'), name='a_code_for_each_obligation'),
        ),
        migrations.AddIndex(
            model_name='duty',
            index=models.Index(condition=models.Q(('opens_at__isnull', False)), fields=['opens_at'], name='duties_to_open'),
        ),
        migrations.AddConstraint(
            model_name='duty',
            constraint=models.UniqueConstraint(fields=('circle', 'obligation', 'organization'), name='one_duty_each'),
        ),
        migrations.AddConstraint(
            model_name='obligationparty',
            constraint=models.UniqueConstraint(fields=('circle', 'obligation', 'party', 'role'), name='each_part_once'),
        ),
        migrations.AddIndex(
            model_name='occurrence',
            index=models.Index(fields=['circle', 'due_at'], name='occurrences_of_a_circle'),
        ),
        migrations.AddIndex(
            model_name='occurrence',
            index=models.Index(condition=models.Q(('confirmed_at', None), ('fulfilled_at__isnull', False)), fields=['circle', 'fulfilled_at'], name='occurrences_to_confirm'),
        ),
        migrations.AddIndex(
            model_name='occurrence',
            index=models.Index(condition=models.Q(('excused_at', None), ('fulfilled_at', None)), fields=['organization', 'due_at'], name='occurrences_still_owed'),
        ),
        migrations.AddConstraint(
            model_name='occurrence',
            constraint=models.UniqueConstraint(fields=('circle', 'duty', 'period_start', 'ordinal'), name='each_period_once'),
        ),
        migrations.AddConstraint(
            model_name='tightening',
            constraint=models.CheckConstraint(condition=models.Q(('first_day__lte', models.F('last_day'))), name='a_tightening_ends_after_it_begins'),
        ),
        # Those of a draft are read by whoever reads the draft.
        Protect(
            "obligations_obligation",
            f"{SHARED} AND regulation_id IN (SELECT id FROM regulations_regulation)",
        ),
        *[
            Protect(f"obligations_{table}", SHARED)
            for table in (
                "obligationparty",
                "tightening",
                "duty",
                "occurrence",
                "fulfilment",
                "evidence",
                "confirmation",
                "return",
                "excuse",
            )
        ],
        Protect("obligations_feed", PRIVATE),
        *[
            AppendOnly(f"obligations_{table}")
            for table in ("fulfilment", "evidence", "confirmation", "return", "excuse")
        ],
        SameCircle(
            "obligations_obligation", "regulation_id", "regulations_regulation", on_delete="RESTRICT"
        ),
        SameCircle(
            "obligations_obligation", "council_office_id", "councils_office", on_delete="RESTRICT"
        ),
        SameCircle("obligations_obligationparty", "obligation_id", "obligations_obligation"),
        SameCircle(
            "obligations_obligationparty", "party_id", "regulations_party", on_delete="RESTRICT"
        ),
        SameCircle("obligations_tightening", "obligation_id", "obligations_obligation"),
        SameCircle(
            "obligations_occurrence", "duty_id", "obligations_duty", on_delete="RESTRICT"
        ),
        SameCircle("obligations_occurrence", "ask_id", "escalation_ask", on_delete="RESTRICT"),
        SameCircle("obligations_fulfilment", "occurrence_id", "obligations_occurrence"),
        SameCircle("obligations_evidence", "fulfilment_id", "obligations_fulfilment"),
        SameCircle("obligations_evidence", "file_id", "documents_file", on_delete="RESTRICT"),
        SameCircle("obligations_confirmation", "fulfilment_id", "obligations_fulfilment"),
        SameCircle("obligations_return", "fulfilment_id", "obligations_fulfilment"),
        SameCircle("obligations_return", "earlier_ask_id", "escalation_ask", on_delete="RESTRICT"),
        SameCircle("obligations_excuse", "occurrence_id", "obligations_occurrence"),
        WorkerFinds("obligations_duty", reads="circle_id, id, opens_at", writes="opens_at"),
        *_duties.OPERATIONS,
    ]
