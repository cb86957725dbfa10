"""What a state of a paper asks of it; and the database itself refuses to alter or remove a published file."""

from django.db import migrations, models

from core.triggers import keep_append_only


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_first_published")]
    operations = [
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["published", "corrected", "withdrawn"]), _negated=True),
                    ("first_published_at__isnull", False),
                    _connector="OR",
                ),
                name="reports_paper_published_when",
                violation_error_message="A paper becomes public by being published.",
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "withdrawn"), _negated=True),
                    models.Q(("withdrawn_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="reports_paper_withdrawn_why",
                violation_error_message="Say why the paper is withdrawn.",
            ),
        ),
        keep_append_only("reports_editionfile", keys=[("edition_id", "name")]),
    ]
