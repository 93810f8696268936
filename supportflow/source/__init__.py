"""Reading: front matter with line numbers, the body, the tree, the policy. Findings are values, never exceptions."""
