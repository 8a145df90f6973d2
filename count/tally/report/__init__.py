"""A count of preferences as a page: a bar a candidate at each stage, and papers moving between stages."""
