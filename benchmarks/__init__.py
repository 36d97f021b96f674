"""Measurements: quality of expansion against other programs, and speed. Nothing in the package imports this."""
