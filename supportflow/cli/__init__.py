"""The commands: one a module, thin; only here something is printed."""
