"""Loading the policy: the built-in default, what a team puts over it, and whether it holds together."""
