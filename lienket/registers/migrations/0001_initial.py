import django.db.models.deletion
from django.db import migrations, models

from lienket.kernel.rls import PRIVATE, SHARED, AppendOnly, Protect, SameCircle, WorkerFinds
from lienket.search.indexing import Found


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('circles', '0002_succession'),
        ('documents', '0003_found'),
        ('escalation', '0001_initial'),
        ('organizations', '0002_succession'),
        ('search', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('guard_contractor', 'Guard contractors'), ('guard_certificate', 'Guard certificates'), ('support_tool', 'Support tools'), ('contractor', 'Contractors'), ('vehicle', 'Vehicle passes'), ('residence', 'Residence declarations of foreigners'), ('fire_safety', 'Fire-safety certificates')], max_length=20)),
                ('name', models.CharField(max_length=200)),
                ('number', models.CharField(blank=True, max_length=60)),
                ('amount', models.PositiveIntegerField(blank=True, null=True)),
                ('part', models.PositiveIntegerField(blank=True, null=True)),
                ('expires_on', models.DateField(blank=True, null=True)),
                ('remind_at', models.DateTimeField(blank=True, null=True)),
                ('entered_at', models.DateTimeField()),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('retired_because', models.CharField(blank=True, max_length=300)),
                ('ask', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='escalation.ask')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
            ],
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('column', models.CharField(max_length=20)),
                ('before', models.CharField(blank=True, max_length=200)),
                ('after', models.CharField(blank=True, max_length=200)),
                ('by', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('entry', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='registers.entry')),
            ],
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('guard_contractor', 'Guard contractors'), ('guard_certificate', 'Guard certificates'), ('support_tool', 'Support tools'), ('contractor', 'Contractors'), ('vehicle', 'Vehicle passes'), ('residence', 'Residence declarations of foreigners'), ('fire_safety', 'Fire-safety certificates')], max_length=20)),
                ('file_name', models.CharField(max_length=200)),
                ('by', models.CharField(max_length=40)),
                ('begun_at', models.DateTimeField()),
                ('rows', models.PositiveIntegerField(blank=True, null=True)),
                ('rows_read', models.PositiveIntegerField(default=0)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('problem', models.CharField(blank=True, max_length=40)),
                ('parameters', models.JSONField(blank=True, default=dict)),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('applied_at', models.DateTimeField(blank=True, null=True)),
                ('made', models.PositiveIntegerField(default=0)),
                ('changed', models.PositiveIntegerField(default=0)),
                ('unchanged', models.PositiveIntegerField(default=0)),
                ('left_out', models.PositiveIntegerField(default=0)),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('file', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.file')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
            ],
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.PositiveIntegerField()),
                ('name', models.CharField(blank=True, max_length=200)),
                ('number', models.CharField(blank=True, max_length=60)),
                ('amount', models.PositiveIntegerField(blank=True, null=True)),
                ('part', models.PositiveIntegerField(blank=True, null=True)),
                ('expires_on', models.DateField(blank=True, null=True)),
                ('remind_at', models.DateTimeField(blank=True, null=True)),
                ('problem', models.CharField(blank=True, max_length=40)),
                ('parameters', models.JSONField(blank=True, default=dict)),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('of', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='registers.import')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
            ],
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('retired_at', None)), fields=['circle', 'kind', 'expires_on'], name='registers_next_to_expire'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('remind_at__isnull', False)), fields=['remind_at'], name='registers_to_remind'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(condition=models.Q(('retired_at', None)), fields=('circle', 'organization', 'kind', 'name', 'number'), name='one_entry_of_a_name_and_number'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['guard_contractor', 'guard_certificate', 'support_tool', 'contractor', 'vehicle', 'residence', 'fire_safety'])), name='an_entry_is_of_a_kind'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount__isnull', False), ('kind__in', ['guard_certificate', 'support_tool', 'contractor', 'residence'])), models.Q(models.Q(('kind__in', ['guard_certificate', 'support_tool', 'contractor', 'residence']), _negated=True), ('amount', None)), _connector='OR'), name='only_what_is_counted_has_an_amount'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['guard_certificate', 'residence']), ('part__isnull', False), ('part__lte', models.F('amount'))), models.Q(models.Q(('kind__in', ['guard_certificate', 'residence']), _negated=True), ('part', None)), _connector='OR'), name='a_part_is_of_an_amount'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('expires_on__isnull', False), ('kind__in', ['guard_contractor', 'guard_certificate', 'support_tool', 'contractor', 'vehicle', 'fire_safety'])), models.Q(models.Q(('kind__in', ['guard_contractor', 'guard_certificate', 'support_tool', 'contractor', 'vehicle', 'fire_safety']), _negated=True), ('expires_on', None)), _connector='OR'), name='only_what_expires_has_a_last_day'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('retired_at', None), models.Q(('ask', None), ('remind_at', None)), _connector='OR'), name='nothing_is_asked_about_a_retired_entry'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('retired_at', None), ('retired_because', '')), models.Q(('retired_at__isnull', False), models.Q(('retired_because', ''), _negated=True)), _connector='OR'), name='an_entry_is_retired_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='import',
            constraint=models.CheckConstraint(condition=models.Q(('applied_at', None), models.Q(('cancelled_at', None), ('finished_at__isnull', False)), _connector='OR'), name='only_what_was_read_is_applied'),
        ),
        migrations.AddConstraint(
            model_name='importrow',
            constraint=models.UniqueConstraint(fields=('of', 'row'), name='each_row_once'),
        ),
        Protect("registers_entry", SHARED),
        Protect("registers_change", SHARED),
        AppendOnly("registers_change"),
        # What was handed in is a draft of its own organization until it is applied.
        Protect("registers_import", f"{SHARED} AND {PRIVATE}"),
        Protect("registers_importrow", f"{SHARED} AND {PRIVATE}"),
        SameCircle("registers_entry", "ask_id", "escalation_ask", on_delete="RESTRICT"),
        SameCircle("registers_change", "entry_id", "registers_entry"),
        SameCircle("registers_import", "file_id", "documents_file", on_delete="RESTRICT"),
        SameCircle("registers_importrow", "of_id", "registers_import"),
        WorkerFinds("registers_entry", reads="circle_id, id, remind_at", writes="remind_at"),
        Found(
            "registers_entry",
            title="NEW.name || ' ' || NEW.number",
            at="NEW.entered_at",
            where="NEW.retired_at IS NULL",
        ),
    ]
