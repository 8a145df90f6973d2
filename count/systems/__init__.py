"""The voting systems as the hall counts by them: one module a family, all behind one seam (`system`)."""
