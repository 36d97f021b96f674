"""Settings in files: where they lie, and what stands in them on which line. What they mean, the command line knows.

The modules are imported one by one: a call without settings needs :mod:`vietgloss.config.places` only.
"""
