"""Edits of the files of a tracker that keep comments, order and line ends."""
