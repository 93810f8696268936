"""The published site: the generator writes a docs tree from the tickets, an engine renders it."""
