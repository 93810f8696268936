"""Personal data of people and communications with them: what a text holds, as places and kinds, never as values."""
