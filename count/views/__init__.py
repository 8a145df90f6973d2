"""What somebody may see of a contest, a box or an act: secrecy lives in this one folder."""
