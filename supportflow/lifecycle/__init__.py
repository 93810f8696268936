"""What a history means: its replay, whether each step was legal, and which steps may come next."""
