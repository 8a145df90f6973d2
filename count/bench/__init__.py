"""Measurements of the hall and its core, beside limits and other libraries in the same run."""
