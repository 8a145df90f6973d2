"""How people and devices come in: codes and tokens, sessions, enrolled devices."""
