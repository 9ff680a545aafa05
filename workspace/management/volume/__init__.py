"""Synthetic volume, set-based as owner: enough rows to see how the register behaves, none of them about anybody."""
