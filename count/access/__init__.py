"""Access for people and devices: codes and tokens, sessions, enrolled devices."""
