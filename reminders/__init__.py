"""Floor 8: deadline rules, the outbox of reminders and their delivery. Celery is the bell, the state is in PostgreSQL."""
