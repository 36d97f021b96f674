"""Translation: sentences split, models found and installed, the engine, and what must survive it."""
