"""Counting rules, from votes to seats: one module a statute, each step with its tag."""
