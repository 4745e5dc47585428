"""Working teams inside an organization, and what it tells its circles of them."""

from django.db import models


class Team(models.Model):
    """A working team (tổ công tác) of one organization. Who is in it stays inside."""

    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    formed_at = models.DateTimeField()
    dissolved_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class TeamMember(models.Model):
    """A person of the organization who belongs to a team.

    purpose: to know whom to call out. Kept while the team stands.
    """

    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, models.CASCADE, related_name="members")
    person = models.ForeignKey("organizations.Person", models.CASCADE, related_name="+")
    leads = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "person"], name="once_in_a_team"),
            models.UniqueConstraint(
                fields=["team"], condition=models.Q(leads=True), name="one_leads_a_team"
            ),
        ]


class TeamEntry(models.Model):
    """What a circle reads of a member's team: its name, its size, and the number to call."""

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+", db_index=False)
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, models.CASCADE, related_name="entries")
    name = models.CharField(max_length=120)
    size = models.PositiveSmallIntegerField()
    # The post that leads it, and the number that the organization publishes for it.
    leader = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["circle", "team"], name="one_entry_in_a_circle")
        ]
