"""The rules: one a module, listed in `registry`. A module's docstring is the rule's manual page."""
