"""Rules over tickets: what a check finds."""
