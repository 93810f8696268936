"""supportflow: a support tracker whose database is a git repository."""

__version__ = "0.1.0"
