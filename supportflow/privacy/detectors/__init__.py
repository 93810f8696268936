"""What finds a kind of datum: one a module, listed in `registry`. A module's docstring is its page."""
