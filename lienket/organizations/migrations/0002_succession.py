import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='FormerName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('short_name', models.CharField(max_length=40)),
                ('since', models.DateField(null=True)),
                ('until', models.DateField()),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organization', 'until'), name='one_name_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('rename', 'Renamed'), ('merge', 'Merged into another unit'), ('split', 'Split up'), ('dissolve', 'Dissolved'), ('function', 'Hands over a function')], max_length=8)),
                ('new_name', models.CharField(blank=True, max_length=200)),
                ('main_heir', models.BooleanField(default=False)),
                ('functions', models.CharField(blank=True, max_length=300)),
                ('decision', models.CharField(max_length=200)),
                ('effective_on', models.DateField()),
                ('moves_people', models.BooleanField(default=False)),
                ('selected', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list, size=None)),
                ('proposed_at', models.DateTimeField()),
                ('predecessor_confirmed_at', models.DateTimeField(null=True)),
                ('successor_confirmed_at', models.DateTimeField(null=True)),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('applied_at', models.DateTimeField(null=True)),
                ('predecessor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('successor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('superior', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('successor', None), models.Q(('successor', models.F('predecessor')), _negated=True), _connector='OR'), name='not_its_own_successor'), models.CheckConstraint(condition=models.Q(('applied_at', None), ('cancelled_at', None), _connector='OR'), name='what_was_applied_is_not_cancelled'), models.UniqueConstraint(condition=models.Q(('cancelled_at', None), models.Q(('kind__in', ['merge', 'dissolve']), ('main_heir', True), _connector='OR')), fields=('predecessor',), name='ends_once'), models.UniqueConstraint(condition=models.Q(('cancelled_at', None), ('kind', 'function')), fields=('predecessor', 'functions'), name='a_function_is_handed_over_once')],
            },
        ),
    ]
