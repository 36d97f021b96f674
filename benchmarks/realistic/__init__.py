"""Realistic files of all formats, filled with invented news and papers of Vietnamese offices."""
