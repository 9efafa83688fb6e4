"""Agreement between coders: pure functions on arrays, no input or output, no clock, no randomness of its
own.
"""
