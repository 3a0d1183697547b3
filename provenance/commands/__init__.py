"""The commands, a module each. Here and in `provenance/cli.py`, and nowhere else, the product prints and exits.

A command's module is imported with the command line, so what takes time to import is imported where it is used.
"""
