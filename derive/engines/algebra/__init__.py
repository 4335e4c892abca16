"""The engine that finds kernel certificates."""
