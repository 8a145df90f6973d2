"""Margins: the fewest changed papers that could change who is elected."""
