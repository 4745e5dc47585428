"""What is told about upper regulations that are out of sight."""

from lienket.kernel.rls import LookUp

# Whether the upper regulation, or one it hangs from itself, belongs to a circle. Both ends are in
# the caller's sight; of the ones in between only this one word leaves.
DESCENDS = """app_regulation_descends(upper bigint, circle bigint)
RETURNS boolean LANGUAGE sql STABLE AS $$
    WITH RECURSIVE line AS (
        SELECT r.id, r.circle_id, r.cascade_of_id FROM regulations_regulation r
        WHERE r.id = upper AND r.circle_id = ANY (app_circles()) AND circle = ANY (app_circles())
        UNION
        SELECT r.id, r.circle_id, r.cascade_of_id FROM regulations_regulation r
        JOIN line ON r.id = line.cascade_of_id
    )
    SELECT EXISTS (SELECT FROM line WHERE line.circle_id = circle)
$$"""

OPERATIONS = [LookUp("app_regulation_descends(bigint, bigint)", DESCENDS)]
