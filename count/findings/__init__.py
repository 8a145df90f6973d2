"""Findings that stand in the way of declaring: one small function each, the gate, the second count."""
