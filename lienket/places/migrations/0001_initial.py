import django.db.models.deletion
from django.db import migrations, models

from lienket.kernel.rls import PRIVATE, SHARED, Protect, SameCircle


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('circles', '0002_succession'),
        ('organizations', '0002_succession'),
    ]

    operations = [
        migrations.CreateModel(
            name='Site',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('power_plant', 'Power plant'), ('substation', 'Substation'), ('steel_works', 'Steel works'), ('industrial_park', 'Industrial park'), ('factory', 'Factory'), ('port', 'Port'), ('fuel_depot', 'Fuel depot'), ('reservoir', 'Dam or reservoir'), ('telecom', 'Telecommunications'), ('building_site', 'Building site'), ('office', 'Office building'), ('other', 'Other')], max_length=16)),
                ('importance', models.PositiveSmallIntegerField(choices=[(1, 'Key facility'), (2, 'Important'), (3, 'Ordinary')])),
                ('address', models.CharField(blank=True, max_length=300)),
                ('note', models.TextField(blank=True)),
                ('latitude', models.FloatField()),
                ('longitude', models.FloatField()),
                ('outline', models.JSONField(blank=True, null=True)),
                ('listed_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('circle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
            ],
        ),
        migrations.CreateModel(
            name='Corridor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('power_line', 'Overhead power line'), ('cable', 'Underground power cable'), ('pipeline', 'Pipeline'), ('telecom', 'Telecommunications cable'), ('other', 'Other line')], max_length=12)),
                ('voltage', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('width', models.FloatField()),
                ('note', models.TextField(blank=True)),
                ('line', models.JSONField()),
                ('listed_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('circle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('site', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corridors', to='places.site')),
            ],
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about', models.CharField(blank=True, max_length=120)),
                ('position', models.PositiveSmallIntegerField()),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.post')),
                ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='places.site')),
            ],
        ),
        migrations.CreateModel(
            name='Tower',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20)),
                ('position', models.PositiveSmallIntegerField()),
                ('latitude', models.FloatField()),
                ('longitude', models.FloatField()),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('corridor', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='towers', to='places.corridor')),
            ],
        ),
        migrations.CreateModel(
            name='Waypoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('kind', models.CharField(choices=[('gate', 'Gate'), ('hydrant', 'Hydrant'), ('water', 'Water for fire engines'), ('camera', 'Camera'), ('checkpoint', 'Checkpoint'), ('guard_post', 'Guard post'), ('assembly', 'Assembly point'), ('other', 'Other point')], max_length=12)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('latitude', models.FloatField()),
                ('longitude', models.FloatField()),
                ('listed_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('circle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('corridor', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='waypoints', to='places.corridor')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('site', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='waypoints', to='places.site')),
            ],
        ),
        migrations.CreateModel(
            name='Zone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('kind', models.CharField(choices=[('production', 'Production area'), ('restricted', 'Restricted area'), ('storage', 'Storage area'), ('administration', 'Administration area'), ('housing', 'Housing area'), ('construction', 'Construction area'), ('other', 'Other area')], max_length=16)),
                ('outline', models.JSONField()),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='zones', to='places.site')),
            ],
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=200)),
                ('rows', models.JSONField()),
                ('read_at', models.DateTimeField()),
                ('circle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='circles.circle')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organization', 'circle'), name='one_import_at_a_time')],
            },
        ),
        migrations.AddConstraint(
            model_name='site',
            constraint=models.CheckConstraint(condition=models.Q(('latitude__gte', -90), ('latitude__lte', 90), ('longitude__gte', -180), ('longitude__lte', 180)), name='a_site_lies_on_the_earth'),
        ),
        migrations.AddConstraint(
            model_name='corridor',
            constraint=models.CheckConstraint(condition=models.Q(('width__gt', 0), ('width__lte', 1000)), name='a_corridor_has_a_width'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.UniqueConstraint(fields=('circle', 'site', 'position'), name='contacts_are_in_order'),
        ),
        migrations.AddConstraint(
            model_name='tower',
            constraint=models.CheckConstraint(condition=models.Q(('latitude__gte', -90), ('latitude__lte', 90), ('longitude__gte', -180), ('longitude__lte', 180)), name='a_tower_lies_on_the_earth'),
        ),
        migrations.AddConstraint(
            model_name='tower',
            constraint=models.UniqueConstraint(fields=('circle', 'corridor', 'number'), name='tower_numbers_are_unique'),
        ),
        migrations.AddConstraint(
            model_name='waypoint',
            constraint=models.CheckConstraint(condition=models.Q(('latitude__gte', -90), ('latitude__lte', 90), ('longitude__gte', -180), ('longitude__lte', 180)), name='a_waypoint_lies_on_the_earth'),
        ),
        migrations.AddConstraint(
            model_name='waypoint',
            constraint=models.CheckConstraint(condition=models.Q(('site', None), ('corridor', None), _connector='OR'), name='a_waypoint_belongs_to_one_place'),
        ),
        *[
            Protect(f"places_{table}", SHARED)
            for table in ("site", "zone", "contact", "corridor", "tower", "waypoint")
        ],
        Protect("places_import", PRIVATE),
        SameCircle("places_zone", "site_id", "places_site"),
        SameCircle("places_contact", "site_id", "places_site"),
        SameCircle("places_corridor", "site_id", "places_site", on_delete="RESTRICT"),
        SameCircle("places_tower", "corridor_id", "places_corridor"),
        SameCircle("places_waypoint", "site_id", "places_site"),
        SameCircle("places_waypoint", "corridor_id", "places_corridor"),
    ]
