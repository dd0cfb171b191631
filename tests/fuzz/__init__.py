"""Files as they never should be: mutated in bytes and cells, loaded for real, and held to what must be true of any file."""
