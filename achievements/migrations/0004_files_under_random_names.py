from django.db import migrations, models

import achievements.models


class Migration(migrations.Migration):
    dependencies = [
        ("achievements", "0003_workspace"),
    ]

    operations = [
        migrations.AlterField(
            model_name="evidence",
            name="file",
            field=models.FileField(blank=True, upload_to=achievements.models.evidence_path),
        ),
    ]
