"""Frames become findings: pure functions, a frame in and a frame out."""
