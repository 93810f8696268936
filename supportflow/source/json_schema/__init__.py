"""JSON Schemas of a front matter and of the policy, for editors. Both follow from what the readers read."""
