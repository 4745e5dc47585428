"""Who may read the directory: an organization itself, and those that share a circle with it."""

from lienket.kernel.rls import LookUp, Protect

_OWN = "{column} = ANY((SELECT app_organizations())::bigint[])"
# Memberships have a policy of their own, so only those of visible circles count here. Members
# that have left stay readable by name: their part of the record does.
_PARTNER = (
    "EXISTS (SELECT FROM circles_membership partner WHERE partner.organization_id = {column})"
)
_HOST = (
    "EXISTS (SELECT FROM circles_invitation open"
    " WHERE open.invited_by_id = {column} AND open.answered_at IS NULL)"
)


def directory(table: str) -> Protect:
    column = f"{table}.organization_id"
    own = _OWN.format(column=column)
    return Protect(table, f"{own} OR {_PARTNER.format(column=column)}", check=own)


# Whoever invites must be able to read whom it has invited.
_INVITED = (
    "EXISTS (SELECT FROM circles_invitation open"
    " WHERE open.organization_id = {column} AND open.answered_at IS NULL)"
)
_ORGANIZATION = "organizations_organization.id"

OPERATIONS = [
    Protect(
        "organizations_organization",
        " OR ".join(part.format(column=_ORGANIZATION) for part in (_OWN, _PARTNER, _HOST, _INVITED)),
        check=_OWN.format(column=_ORGANIZATION),
    ),
    directory("organizations_person"),
    directory("organizations_post"),
    directory("organizations_appointment"),
    directory("organizations_contactpath"),
    # A chair names an organization in full to invite it; there is no browsing of strangers.
    LookUp(
        "app_find_organization(text)",
        """app_find_organization(wanted text) RETURNS TABLE (id bigint, name text)
        LANGUAGE sql STABLE AS $$
            SELECT id, name::text FROM organizations_organization
            WHERE vn_plain(name) = vn_plain(btrim(wanted))
               OR vn_plain(short_name) = vn_plain(btrim(wanted))
            ORDER BY id LIMIT 5
        $$""",
    ),
]
