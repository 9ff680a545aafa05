"""Delegations show their reminders in data entry; cases have a page of their own for it."""

from approvals.selectors.delegations import delegation_titles
from reminders.admin.record_panel import reminders_beside

reminders_beside("approvals.delegation", delegation_titles)
