"""Frames become findings: pure functions, frame in and frame out; nothing here reads a file."""
