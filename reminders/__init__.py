"""Floor 8: deadline rules, the outbox of reminders, their delivery. Celery is the bell, PostgreSQL the state."""
