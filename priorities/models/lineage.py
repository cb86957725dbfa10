"""What can be counted over an action's lineage: the action, the one it continues, the one that one continues, and so
on.

Written in SQL that SQLite and PostgreSQL both read. Each walk starts from one action and follows an index, so what it
costs depends on how long the lineage is, not on how many actions there are. `UNION` keeps each step once, so a lineage
that by mistake runs in a circle ends where it began.
"""

from django.db import models

# The inner tables go by other names, so that the outer query's table stays in sight.
LINEAGE = """
WITH RECURSIVE lineage (id, continues_id, priority_id) AS (
  SELECT own.id, own.continues_id, own.priority_id
  FROM priorities_action own WHERE own.id = %(expressions)s
  UNION
  SELECT earlier.id, earlier.continues_id, earlier.priority_id
  FROM priorities_action earlier JOIN lineage ON earlier.id = lineage.continues_id
)"""


class TimesCarried(models.Func):
    """How many plans before its own an action has stood in: in how many years it was carried forward. Takes the
    action's key.
    """

    arity = 1
    output_field = models.IntegerField()
    template = (
        f"({LINEAGE} SELECT COUNT(DISTINCT held.plan_id) - 1 "  # noqa: S608 # no value comes from outside
        "FROM lineage JOIN priorities_priority held ON held.id = lineage.priority_id)"
    )


class TimesMoved(models.Func):
    """How many times the due date of an action was moved, in all the years of its lineage. Takes the action's key."""

    arity = 1
    output_field = models.IntegerField()
    template = (
        f"({LINEAGE} SELECT COUNT(*) "  # noqa: S608 # no value comes from outside
        "FROM lineage JOIN priorities_datemove moved ON moved.action_id = lineage.id)"
    )
