"""Verification: what the boxes should hold, what they do hold, and the statement of both."""
