"""How votes become seats: one module a statute, each step with its tag."""
