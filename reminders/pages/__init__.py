"""Pages of reminders set by hand."""
