"""What the words of the domain mean: frozen types that know no file, no clock and no git."""
