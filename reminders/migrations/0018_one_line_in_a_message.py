"""A notice stands once in a message, also where its reminder was planned again while the message waited."""

from django.db import migrations, models

ONCE_SQL = """
DELETE FROM reminders_mailline l
USING reminders_mailline first
WHERE first.mail_id = l.mail_id AND first.notice_id = l.notice_id AND first.id < l.id
"""


class Migration(migrations.Migration):
    dependencies = [("reminders", "0017_days_of_a_window")]
    operations = [
        migrations.RunSQL(ONCE_SQL, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="mailline",
            constraint=models.UniqueConstraint(fields=("mail", "notice"), name="told_once_in_a_message"),
        ),
    ]
