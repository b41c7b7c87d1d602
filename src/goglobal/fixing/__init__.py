"""Fixing: what `goglobal fix` would make of one subtitle file, as a value; nothing is written.

Only what every selected target asks for is mended, only where it can be done without changing what
the text says, and only as far as no rule has more to say afterwards than before.
"""
