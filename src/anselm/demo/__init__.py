"""The demo study, shipped with the program."""
